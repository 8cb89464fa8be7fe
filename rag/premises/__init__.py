"""What a question takes for granted, held against the sentences of an abstract.

"Why does X need paired text?" presumes that it does; an abstract with "without any paired text" says otherwise. A
module for each kind of premise; `otherwise` asks them all. What only asks whether something is so (`whether`), and
what it says of others or of some cases only (`contrast`), is left out, and what says what a sentence says in the same
words (`restated`) is not held against it. `comparisons`, `needs`, `needless` (things at hand), `by_hand`, `agents` (a
person's work), `counts`, `swapped` (opposites), `withheld` (given away or kept back), `one_for_all` (or one for each)
and `languages` read the question, which `granted` tells whether it takes anything for granted at all. `stated` asks
most of them, reads what it states without the words that ask (`claims`) and holds that against a sentence about the
same (`topic`): who won (`winners`, `everyday`), better or worse (`polarity`), how many and how large a share
(`extents`), of what parts (`parts`), what is trained (`frozen`), what is left out (`denials`), longer or shorter,
larger or smaller (`scales`), a level reached or not (`attained`), good or bad at a task (`skills`), what came of data
taken away or added (`acts`), and what is a flaw of others' work (`others`). By how much (`amounts`), two values side
by side (`values`) and two fields (`halves`) also tell that a question is right, so that nothing else is held against
it; `growth` is for linear and quadratic.
"""
