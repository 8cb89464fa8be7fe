"""What a question takes for granted, held against the sentences of an abstract.

"Why does X need paired text?" presumes that it does; an abstract with "without any paired text" says otherwise. A
module for each kind of premise: `comparisons`, `needs`, `by_hand`, `counts`. Each asks `granted` whether the question
takes anything for granted at all, or says it of its own.
"""
