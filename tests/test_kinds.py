"""Whether a question asks for a fact, a list, a count or a comparison."""

import pytest

from rag.kinds import describes_one, kind_of, may_be_one


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which paper benchmarks tools for the heart?", "fact"),
        ("Which benchmarks are there for the heart?", "list"),
        ("How many papers use MRI?", "count"),
        ("On how many occasions is the knee a target?", "count"),
        ("On how many occasions did the model miss the knee?", "fact"),
        ("How many groups gathered a collection of hives?", "count"),
        ("How many teams entered the challenge?", "fact"),
        ("Some entries are not about bees. How many?", "count"),
        ("nr of papers with something on bees", "count"),
        ("Where are ants, bees or wasps used as a helper?", "list"),
        ("Some of the texts in here aren't about bees. Which ones?", "list"),
        ("Are there systems for bees and, if so, how many?", "count"),
        ("How often was a group's own model put up against bees?", "count"),
        ("I keep bees. Show me the studies carried out on hives.", "list"),
        ("I'm looking for everything that involves bees", "list"),
        ("Our group works with bees. Who else used hives?", "list"),
        ("Have researchers put bees to the test?", "list"),
        ("Whose models were put to the test on bees?", "list"),
        ("Maps of hives: what has been proposed?", "list"),
        ("How many papers have public code?", "count"),
        ("How many papers do segmentation?", "count"),
        ("How many studies did they screen?", "fact"),
        ("how many of the studies look at kidneys", "count"),
        ("In how many studies is the brain imaged?", "count"),
        ("What is the number of articles on ultrasound?", "count"),
        ("Count the papers about kidneys", "count"),
        ("How many of them look at the heart?", "count"),
        ("How many recent open-access papers look at the heart?", "count"),
        ("How many images does LiverNet hold?", "fact"),
        ("How many patients were scanned?", "fact"),
        ("How many papers does the review cover?", "fact"),
        ("How many studies were screened for the survey?", "fact"),
        ("How many parameters does the model have?", "fact"),
        ("How often does it fail?", "fact"),
        ("How large is the dataset?", "fact"),
        ("What is a state space model?", "fact"),
        ("What is MedMamba?", "fact"),
        ("Why does it need no attention?", "fact"),
        ("Where is the code of SwinSeg?", "fact"),
        ("What Dice does SwinSeg reach?", "fact"),
        ("Which paper introduces the largest dataset?", "fact"),
        ("Which survey covers transformers?", "fact"),
        ("Does it need a GPU?", "fact"),
        ("mri", "fact"),
        ("I'd like to read whatever research you hold on knees", "list"),
        ("What's around on the retina?", "list"),
        ("gimme all about sonar", "list"),
        ("Who has done work on sepsis?", "list"),
        ("what all do you have on CT", "list"),
        ("how many are there on MRI", "count"),
        ("What are the datasets in this collection?", "list"),
        ("Where is contrastive learning used?", "list"),
        ("What have people tried for domain shift?", "list"),
        ("recommend me readings on gait", "list"),
        ("For my chapter: everything that is an overview", "list"),
        ("Which papers deal with the spine?", "list"),
        ("In which papers is a transformer used?", "list"),
        ("List everything on tooth decay", "list"),
        ("please list work on tooth decay", "list"),
        ("Any work on dental scans?", "list"),
        ("Are there studies about knees?", "list"),
        ("Is there anything on eye disease?", "list"),
        ("Show me papers that use graph networks", "list"),
        ("All abstracts mentioning diffusion", "list"),
        ("Find articles on federated learning", "list"),
        ("What research is there on hearing aids?", "list"),
        ("What has been done on glaucoma?", "list"),
        ("Papers on liver lesions, please", "list"),
        ("papers that U-Net is used in", "list"),
        ("knee papers", "list"),
        ("Does any paper study sleep?", "list"),
        ("Which methods need no labels?", "list"),
        ("Which groups release a dataset?", "list"),
        ("Who works on x-ray reports?", "list"),
        ("Phones in the clinic: which papers?", "list"),
        ("Who has worked on hearing aids?", "list"),
        ("What work is there on hearing aids?", "list"),
        ("Papers about hearing aids", "list"),
        ("Name studies of hearing aids", "list"),
        ("In how many papers does a nurse help?", "count"),
        ("Compare the two networks", "compare"),
        ("What is the difference between the CT and the MRI network?", "compare"),
        ("How does the first survey differ from the second?", "compare"),
        ("In what way is BeeNet different from WaspNet?", "compare"),
        ("CT networks vs. MRI networks", "compare"),
        ("What do both have in common?", "compare"),
        ("What share of the papers is about the heart?", "count"),
        ("How many are about the heart?", "count"),
        ("How many methods need no labels here?", "count"),
        ("How many models use attention?", "count"),
        ("How many studies have been reviewed?", "fact"),
        ("How many times was it scanned?", "fact"),
        ("How much of the time is saved?", "fact"),
        ("Has anyone scanned a horse?", "list"),
        ("Do any of these look at the heart?", "list"),
        ("name all methods for the knee", "list"),
        ("Who releases their data?", "list"),
        ("anything using ultrasound", "list"),
        ("methods for segmenting the knee", "list"),
        ("Does the paper list all organs?", "fact"),
        ("What does it do with a list of organs?", "fact"),
        ("Who is it for?", "fact"),
        ("Is there any evidence that it works?", "fact"),
        ("Is there any other work on it?", "list"),
        ("Is ResNet mentioned anywhere?", "list"),
        ("Does ResNet appear in the abstracts?", "list"),
        ("Is it covered in this collection?", "list"),
        ("Does the corpus mention ResNet?", "list"),
        ("Does the paper mention ResNet?", "fact"),
        ("Is the code given in the paper?", "fact"),
        ("One paper scans knees and another scans hips: which is larger?", "compare"),
        ("What does each of them find?", "compare"),
        ("Which is larger, the CT or the MRI network?", "compare"),
        ("Rank them by size", "compare"),
        ("Two networks read hips: what sets them apart?", "compare"),
        ("In the comparison of bees and wasps, which were faster?", "fact"),
        ("How does it compare with previous methods?", "fact"),
        ("What is the difference in speed between bees and wasps?", "compare"),
        ("Set the study of bees against the one that counts wasps.", "compare"),
        ("The bee dance people published twice: on how many hives?", "compare"),
        ("Is it better than a radiologist?", "fact"),
        ("What is its accuracy compared with doctors?", "fact"),
        ("How does it do on CT vs MRI?", "fact"),
        ("The study of hives rests on few people. How many of them kept bees?", "fact"),
        ("People study hives here in many ways. How many of them keep bees?", "count"),
    ],
)
def test_the_words_of_a_question_tell_what_answer_it_wants(question: str, kind: str) -> None:
    assert kind_of(question) == kind
    assert kind_of(question.upper()) == kind


@pytest.mark.parametrize(
    "question",
    [
        "Which datasets was SwinSeg trained on?",
        "What methods does LiverNet beat?",
        "List the organs that SwinSeg segments",
        "Does anyone have the link for SwinSeg?",
    ],
)
def test_things_asked_of_one_named_paper_are_a_fact_and_no_list(question: str) -> None:
    assert kind_of(question, named_papers=0) == "list"
    assert kind_of(question, named_papers=1) == "fact"


@pytest.mark.parametrize("question", ["Which papers use SwinSeg?", "List the papers that use SwinSeg"])
def test_a_list_question_that_names_a_paper_stays_a_list(question: str) -> None:
    assert kind_of(question, named_papers=1) == "list"


def test_what_is_compared_according_to_one_paper_compares_no_papers() -> None:
    assert kind_of("Compare nets and trees according to the paper on bees") == "fact"
    assert kind_of("Compare nets and trees according to the paper on bees and the paper on wasps") == "compare"


@pytest.mark.parametrize(
    "question",
    ["What Dice do SwinSeg and LiverNet reach?", "Is SwinSeg or LiverNet larger?", "Is SwinSeg better than LiverNet?"],
)
def test_two_named_papers_in_one_question_are_compared(question: str) -> None:
    assert kind_of(question, named_papers=2) == "compare"


def test_a_word_such_as_similar_about_one_named_paper_compares_nothing() -> None:
    assert kind_of("Are similar images used by SwinSeg?", named_papers=1) == "fact"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("what's out there for surgery videos", "list"),
        ("which ones deal with skin?", "list"),
        ("who compares several networks?", "list"),
        ("anyone using transformers?", "list"),
        ("works with either scribbles or clicks", "list"),
        ("chest x-ray datasets, which are there", "list"),
        ("how many study skin?", "count"),
        ("how many are based on CT?", "count"),
        ("How many algorithms can segment the liver?", "count"),
        ("How many images does SwinSeg use?", "fact"),
        ("How many teams took part in the challenge?", "fact"),
        ("Who won the challenge?", "fact"),
    ],
)
def test_papers_are_asked_for_in_many_words(question: str, kind: str) -> None:
    assert kind_of(question, int("SwinSeg" in question)) == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("anything tackling stroke", "list"),
        ("rattle off the surveys on bees", "list"),
        ("papers out there doing segmentation", "list"),
        ("are there several papers on bees?", "list"),
        ("pull together the work on bees", "list"),
        ("what has been published on bees?", "list"),
        ("give me a rundown of the papers on bees", "list"),
        ("tally the papers on bees", "count"),
        ("what is the total number of studies on bees?", "count"),
        ("how large a share of the papers is on bees?", "count"),
        ("papers on bees: how many?", "count"),
        ("how many challenges or competitions are reported?", "count"),
        ("What does the tally of repositories come to?", "fact"),
    ],
)
def test_papers_are_asked_for_in_many_ways(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("everything you have on bees please", "list"),
        ("whatever there is about hives", "list"),
        ("Honey from heather: what's in the collection?", "list"),
        ("Wax moths - any papers?", "list"),
        ("I am looking for work on queens", "list"),
        ("Could you recommend literature on swarms?", "list"),
        ("Where can I read about mites?", "list"),
        ("What should I cite on nectar?", "list"),
        ("give me those that use drones", "list"),
        ("Which (if any) papers use radar?", "list"),
        ("Do you have anything with photographs of hives?", "list"),
        ("Name approaches to counting bees", "list"),
        ("number of honey (or nectar) surveys?", "count"),
        ("How many authors argue from the price of honey?", "count"),
        ("how many go beyond Europe", "count"),
        ("Of the papers here, how many are open source?", "count"),
        ("How many test images does the benchmark hold?", "fact"),
        ("How many label classes are there?", "fact"),
        ("Which report helps most?", "fact"),
        ("Where is the demo hosted?", "fact"),
        ("Why would models for hives need labels?", "fact"),
        ("Does the paper list all hives?", "fact"),
    ],
)
def test_papers_are_asked_for_by_grammar_rather_than_by_set_phrases(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which papers combine two networks into one?", "list"),
        ("list papers comparing three or more models", "list"),
        ("What papers look at differences between men and women?", "list"),
        ("Which papers count bees, and how do they differ?", "compare"),
        ("Which two papers count bees?", "compare"),
    ],
)
def test_a_comparison_inside_what_papers_do_is_a_list_of_these(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_what_models_do_with_a_named_paper_is_asked_of_all_papers() -> None:
    assert kind_of("Which models build on SwinSeg?", named_papers=1) == "list"
    assert kind_of("How many methods use SwinSeg?", named_papers=1) == "count"


@pytest.mark.parametrize(
    "question",
    [
        "bridges of steel, any span (rail, road) pls list all",
        "tools where the reader marks a word and the index follows, what exists?",
        "I need maps of the river before the dam; who has drawn or collected some?",
        "As a baker I'd like everything that deals with yeast.",
    ],
)
def test_a_list_may_be_asked_for_at_the_end(question: str) -> None:
    assert kind_of(question) == "list"


def test_a_comparison_may_be_asked_for_in_a_second_sentence() -> None:
    assert kind_of("Is more flour better? Contrast what the bread study and the cake study conclude.") == "compare"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("yeast: who baked with it", "list"),
        ("Who has built a bridge of wood?", "list"),
        ("Who collected shells of rare snails?", "list"),
        ("Who showed that bread keeps longer in the cold?", "fact"),
        ("Where was the machine set against bakers?", "list"),
        ("Where was the dough tested?", "fact"),
        ("Has anybody built an oven that tells the baker when the loaf is done?", "fact"),
        ("Has anybody built ovens for loaves?", "list"),
        ("Something that weighs flour on its own", "fact"),
        ("something on flour", "list"),
        ("Shortening what people write to the baker", "fact"),
        ("count the methods (not surveys) that were tried on rye", "count"),
        ("Count the teams that built a mill", "count"),
        ("How many collections with more than a million loaves are introduced?", "count"),
        ("How many overviews of bread do you have?", "count"),
        ("On how many occasions is rye the point of the article?", "count"),
    ],
)
def test_who_did_something_and_how_many_did_are_asked_of_papers_and_one_thing_described_is_not(
    question: str, kind: str
) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    "question",
    [
        "The hive scanner goes through three steps. Name them.",
        "The survey of hives mentions several uses. Which ones?",
        "The counting framework rests on two models, one for bees and one for wasps. Which ones?",
        "Bees are told apart by three signs. Can you list those?",
    ],
)
def test_the_parts_of_one_thing_are_a_fact_however_they_are_asked_for(question: str) -> None:
    assert kind_of(question) == "fact"


def test_the_parts_of_a_named_paper_are_a_fact_and_works_are_none_of_its_parts() -> None:
    assert kind_of("On which of the four organs does LiverNet do best?", named_papers=1) == "fact"
    assert kind_of("Which of the papers build on LiverNet?", named_papers=1) == "list"
    assert kind_of("Several papers look at the liver. Name them.") == "list"


def test_how_many_works_each_covers_is_no_count() -> None:
    assert kind_of("Of the two surveys on bees and wasps, which says how many papers it covers?") == "compare"


@pytest.mark.parametrize(("question", "one"), [("Who maps hives?", True), ("Which tools map hives?", False)])
def test_a_list_may_be_of_one_that_is_described(question: str, one: bool) -> None:
    assert describes_one(question) is one


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("Who draws maps of hives from the dances that worn-out bees do at noon?", True),
        ("Who maps hives?", False),
        ("Which papers draw maps of hives from the dances that worn-out bees do?", False),
        ("Who draws maps of hives from the dances that worn-out bees do? List them all.", False),
    ],
)
def test_only_a_close_description_may_be_of_one(question: str, one: bool) -> None:
    assert may_be_one(question) is one


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Kidney stones: who takes them up?", "list"),
        ("Who wrote about kidney stones?", "list"),
        ("Who wrote On Kidney Stones?", "fact"),
        ("transparent models for sepsis: whose work is about it?", "list"),
        ("Whose results did nurses check?", "list"),
        ("Who says that the weights are given out?", "list"),
        ("Where is diffusion applied, alone or with others?", "list"),
        ("Where is the data hosted?", "fact"),
        ("Show me whatever was scored on LiTS.", "list"),
        ("I draw outlines all day. What lets me just click?", "list"),
        ("Adapters, but please leave out the frozen kind.", "list"),
        ("lung diseases like asthma", "list"),
        ("Dice scores", "fact"),
        ("Forecasting with a network: who are the doctors?", "fact"),
        ("Of all papers that train a network, in how many is it tested on the spleen?", "count"),
        ("On how many papers does a doctor comment?", "count"),
    ],
)
def test_things_by_their_bare_name_and_who_does_something_are_lists(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    "question",
    [
        "Of the nine hives, in how many does the counter win?",
        "The hive counter: from how many articles were the pictures taken?",
        "Hives or meadows, what works best for counting?",
        "Counter against beekeeper when it rains: who holds up better?",
        "The counter compares three hives. Which ones are they?",
        "versus beekeepers?",
        "Counters that know textbooks: which textbook helps most?",
        "hive counter: accuracy vs humans?",
        "hive counter vs humans on films of hives",
        "Number of teams that handed something in to the 2023 hive challenge?",
        "What was the count of hive datasets put together for training?",
        "models for hives with 17 kinds of bees - do the usual ones work or no",
    ],
)
def test_what_is_asked_of_one_thing_is_no_list(question: str) -> None:
    assert kind_of(question) == "fact"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Is there anything here about hives or meadows?", "list"),
        ("Do we have anything that reports on hives?", "list"),
        ("What work here touches on hives?", "list"),
        ("I only care about hives. Is there anything on them?", "list"),
        ("Some items in this collection seem to be about hives. Name them.", "list"),
        ("How popular is counting here, of hives or of bees? A number will do.", "count"),
        ("Is there something here that turns hives into maps?", "fact"),
        ("How common are mites in the hives of the study?", "fact"),
        ("Is there a paper about hives?", "list"),
        ("is there a study on bees that dance", "list"),
        ("name three papers on hives", "list"),
        ("Give me a few recent studies about bees.", "list"),
        ("Is there an overview of the literature on hives that tells how they dance?", "fact"),
        ("Find two papers on hives and tell me how they differ.", "compare"),
        ("What work does the counter build on?", "fact"),
    ],
)
def test_whether_there_is_anything_here_asks_for_a_list(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who made a helper that lays one map beside another before it speaks?", "fact"),
        ("Who built an atlas of river maps?", "list"),
        ("Who built a study that maps rivers?", "list"),
        ("whose habits in the field gave the idea for the map of hives", "fact"),
        ("Whose maps have rivers?", "list"),
    ],
)
def test_who_made_the_one_thing_that_is_described_is_a_fact(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    "question",
    [
        "Some papers have nothing to do with bees. How many are they?",
        "How often is a lack of beekeepers given as the reason for the work?",
        "how many of these works were tested on bees",
        "bees plus wasps in one model... how many papers do that?",
        "Honey written by AI: what is the number of models here doing that?",
    ],
)
def test_counts_in_other_frames(question: str) -> None:
    assert kind_of(question) == "count"


def test_the_sets_that_one_work_was_tried_on_are_no_works() -> None:
    assert kind_of("What F1 does BeeNet reach on its two benchmarks?", 1) == "fact"
    assert kind_of("BeeNet was tested on two datasets of wasps; what are they called?", 1) == "fact"
    assert kind_of("BeeNet leads on two benchmarks, which ones?", 1) == "fact"
    assert kind_of("Which two datasets count bees?", 0) == "compare"
    assert kind_of("How do the two benchmarks differ?", 1) == "compare"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What does the tool score for each of the eight diseases?", "fact"),
        ("Which network for bees was tested on two datasets?", "fact"),
        ("There are two reviews of hives. The one that is newer: what does it cover?", "fact"),
        ("Nobody marks thousands of films, but keepers write beside each one: can a machine learn from that?", "fact"),
        ("Do the two networks for bees agree?", "compare"),
        ("What is said in each of the two papers?", "compare"),
        ("Is it better to trim or to add? One paper on bees and one on wasps look at this.", "compare"),
        ("Two counters: one with films, one with scales. How do they fare?", "compare"),
    ],
)
def test_only_works_are_compared(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_examples_that_go_on_do_not_name_the_one_paper_that_is_asked_of() -> None:
    question = "Who has tried buzzing models (BeeNet, WaspNet and so on) on hives?"
    assert kind_of(question, named_papers=1) == "list"
    assert kind_of("Who has tried the model BeeNet on hives?", named_papers=1) == "fact"


def test_work_that_there_is_may_be_several() -> None:
    assert not may_be_one("What work is there whose subject is drawing maps of hives from the dances that bees do?")
