"""The app: what the page shows, as HTML; what it asks for (`service`); Gradio's part (`blocks`); the other endpoints
(`api`, `openai_api`, `mcp_api`) and the server they share (`server`, `guard`).
"""
