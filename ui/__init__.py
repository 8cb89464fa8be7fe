"""The chat's parts that need no Gradio: opening in the background, answers and evidence as HTML, style and script."""
