"""Each part can be left out, and leaving it out changes something."""

import pytest

from eval import ablate
from eval.part import Part
from eval.parts import PARTS, chosen
from eval.samples import GOLDEN, Sample, Turn, load
from rag import Assistant, retrieve

# Questions of the half to develop on that are answered or ranked in another way without the part.
_GOLDEN: dict[str, str] = {
    "dense": "comp-007 comp-011 comp-019",
    "BM25": "comp-001 comp-003 comp-011",
    "rank fusion": "fact-001 fact-003 fact-005",
    "convex 0.3/0.7": "fact-001 fact-003 fact-005",
    "coverage": "comp-001 comp-011 fact-001",
    "rarest words": "fact-011 fact-023 fact-031",
    "parts": "fact-075 para-001 para-013",
    "feedback": "comp-011 fact-001 fact-003",
    "technical words": "conv-011 fact-051 fact-067",
    "technical words of lists": "count-007 list-013 list-039",
    "late interaction": "comp-011 conv-011 fact-003",
    "named bonus": "conv-029 para-073 para-079",
    "passage's paper": "fact-037 fact-107 fact-131",
    "names": "comp-003 comp-005 comp-009",
    "spelling": "fact-009 fact-191 para-065",
    "slips in English": "para-079",
    "British and American": "fact-009 fact-191",
    "sign: alike": "comp-001 comp-003 comp-005",
    "sign: near": "comp-001 comp-003 comp-011",
    "sign: after": "comp-001 fact-027 fact-029",
    "sign: presents": "comp-001 fact-017 fact-171",
    "sign: first": "conv-017 conv-029 fact-043",
    "sign: kind": "fact-089 fact-115 fact-157",
    "sign: several": "fact-019 fact-059 fact-061",
    "sign: set_off": "conv-007 para-015 para-043",
    "sign: number": "comp-033 comp-035 conv-009",
    "sign: measure": "comp-013 conv-005 conv-007",
    "sign: names": "comp-005 comp-019 conv-011",
    "sign: defines": "conv-017 conv-021 fact-177",
    "sign: ours": "fact-019 fact-037 fact-057",
    "sign: tokens": "para-007 para-009 para-011",
    "sign: means": "fact-013 fact-023 fact-135",
    "sign: others": "fact-039 fact-043 fact-051",
    "sign: lacks": "fact-125 fact-153 fact-159",
    "sign: result": "comp-001 comp-009 comp-031",
    "sign: stray_result": "comp-003 comp-007 comp-011",
    "sign: problem": "conv-007 fact-071 fact-153",
    "sign: opening": "comp-001 comp-005 comp-007",
    "sign: trial": "comp-019 fact-079 fact-087",
    "sign: length": "comp-001 comp-003 comp-009",
    "second paper": "fact-037 fact-131 fact-135",
    "asking clause": "comp-019 fact-037 fact-055",
    "leaning sentences": "comp-003 fact-007 fact-009",
    "comparisons": "comp-001 comp-007 comp-011",
    "sides by parts": "comp-011",
    "close second": "comp-007 comp-027",
    "lists": "count-001 count-003 count-005",
    "synonyms": "count-001 count-003 count-017",
    "related words": "count-007 count-017 list-013",
    "other forms": "count-023 list-005 list-021",
    "everyday words": "count-007 count-025 list-013",
    "words together": "list-011 list-019 list-027",
    "weakest word": "count-001 list-005 list-019",
    "standing": "count-007 count-017 list-005",
    "list interaction": "count-001 count-007 count-027",
    "list feedback": "count-007 count-017 list-005",
    "greatest expected F1": "count-007 count-017 count-025",
    "conditions": "count-021 conv-009",
    "framing words": "count-003 count-011 count-015",
    "conversation": "conv-001 conv-003 conv-005",
    "stays": "conv-025",
    "abstaining": "un-001 un-003 un-005",
    "advice": "un-067 un-069 un-071",
    "unknown names": "un-015 un-027 un-039",
    "off-topic": "un-001 un-005 un-007",
    "usual details": "un-021 un-023 un-025",
    "number asked": "un-061",
    "premise": "un-051 un-057",
    "premise: direction": "un-051 un-057",
    "links": "conv-013",
    "counted nouns": "conv-005 conv-035 fact-121",
    "condition: gives a GitHub link": "count-021",
    "condition: is a survey": "conv-009",
    "condition: makes images": "list-035",
    "condition: writes reports": "count-017",
    "condition: has experts judge results": "list-009",
    "condition: takes part in or sets a challenge": "count-005",
    "condition: is not about medicine": "count-029",
    "topic beside conditions": "list-035",
    "either side": "list-005",
    "leads": "conv-005 conv-037",
    "nowhere": "un-031",
    "strange": "un-047",
    "field: medicine": "count-001 list-011 un-031",
    "field: training": "un-047",
    "short forms": "list-003 list-015 list-019",
    "terms that are all": "count-001 list-011 list-019",
    "own work": "list-019 list-027",
    "names said": "count-011 list-015 list-025",
    "soft contrasts": "list-035",
    "parallel": "conv-029",
    "said by one": "para-073",
    "asked of each": "comp-003 comp-005 comp-009",
}

# Where none of them shows it: a question, or the turns of a conversation, that does.
_OWN: dict[str, tuple[str, ...]] = {
    "sign: value": ("What hardware was Merlin, the 3D abdominal CT model, trained on?",),
    "sign: so_many": (
        "Which two kinds of doctor stand behind the pair of transformers that forecast how a disease will develop?",
    ),
    "sign: cause": ("Why will the test part of ISLES 2022 stay closed, and what is it there for?",),
    "sign: cause_early": ("Why does CC-SAM bolt a frozen CNN onto SAM's own encoder?",),
    "sign: remedy": ("What does PromptMRG do about diseases that hardly occur in the training data?",),
    "sign: wins": ("On what kind of metric does MedImageInsight lose to a GPT-4o fine-tuned with MIMIC-CXR only?",),
    "sign: uses": ("What can MedShapeNet be used for?",),
    "sign: verdict": ("Is DINOv2 any good for radiology?",),
    "sign: apart": ("What makes ATOMMIC different from other toolboxes?",),
    "sign: sides": ("What is the difference between fusion encoder and dual encoder according to PTUnifier?",),
    "sign: problem_told": ("What limits of earlier report generation methods does IVGN address?",),
    "parts answered": ("Merlin: how many phenotypes, and how was it externally validated?",),
    "announced": ("What are the key features of DeViDe?",),
    "same counts": ("the paper with 51 subtasks: which ontology?",),
    "bare why": ("How many pictures are there in the MEDIC disaster dataset, and how many tasks, and why?",),
    "sign: link": ("Is Swin UNETR open source?",),
    "in the field": ("list papers about quantum chemistry",),
    "what is not there": ("Which papers do not use CT?",),
    "limits": ("Which datasets have more than 10,000 images?",),
    "together": ("Which papers cover both radiology and pathology?",),
    "terms said": ("In how many papers do images of the skin play a part?",),
    "short questions": ("What is special about the self-attention in MEDUSA?", "Which benchmarks was that on?"),
    "leaves": ("What is VoCo?", "Which papers use Mamba?"),
    "back to": (
        "What is Merlin?",
        "What is VoCo?",
        "back to abdominal CT, which results does it report for tumors?",
    ),
    "ordinals": ("Compare Med3D and VoCo.", "And the first one, does it predict positions?"),
    "beside a name": ("What is VoCo?", "and Med3D, how does that differ?"),
    "which one": ("What is CC-SAM?", "What is ScribblePrompt?", "Which needs ChatGPT?"),
    "of its name": ("How accurate was GPT-4V in the NEJM Image Challenge?", "And its report generation?"),
    "list before": ("Is there something on stroke?", "How many cases are in it?", "And for knees?"),
    "as named": ("What is MultiMedBench?", "Which model came with it?"),
    "counted with names": (
        "What do MEDUSA, TransDAE and the multi-scale network with guided attention do, each of the three?",
    ),
    "behind a frame": (
        "One is on a contest, another on a toolbox: the one on pituitary surgery and the one on MRI. What is out?",
    ),
    "own parts": ("What supervision does Merlin learn from, and how does RadGPT come to its reports?",),
    "pairs": ("What is VoCo?", "What is Med3D?", "What do both do?"),
    "versions": ("On chest x-rays, how accurate is GPT-5 by now?",),
    "name asked": ("Which team won the PitVis-2023 Challenge?",),
    "premise: needs": ("Why does VoCo lean on the labels of organs when it predicts positions?",),
    "premise: counts": ("How did VoCo do on its three downstream tasks?",),
    "condition: speaks of released code": ("Which papers release their code?",),
    "condition: gives a link": ("Which papers give a link to a website?",),
    "condition: presents a dataset": ("Which papers introduce a new dataset?",),
    "condition: presents a benchmark": ("Which papers introduce a new benchmark?",),
    "condition: keeps a list of works online": ("Which surveys keep a list of the works they cover online?",),
    "condition: goes beyond English": ("Which papers cover languages other than English?",),
    "asking sentence": ("I am writing a review for my hospital. Which papers deal with brain tumors?",),
    "openings": ("Point me to papers on stroke",),
    "orders": ("Tally up the papers on stroke",),
    "sources": ("I need references on brain tumors",),
    "roles": ("Which papers use surgical video as their main data?",),
    "concessions": ("List papers on stroke, regardless of how good the results are",),
    "kinds: papers first": ("Which papers compare VoCo and Merlin?",),
    "kinds: lists of things": ("Any datasets with chest x-rays?",),
    "kinds: what things do": ("Which models use VoCo?",),
    "kinds: counts of things": ("For how many of the datasets are there masks?",),
    "kinds: inside one": ("Which family of models reconstructs MRI best in the toolbox benchmark of 25 networks?",),
    "kinds: asks more": ("Does anyone keep a running list of papers on composed image retrieval? I need the address.",),
    "kinds: no list": (
        "every brand of machine messes up the photo differently. anything that gets it right regardless?",
    ),
    "only told": ("show it healthy heads only, then it pings when my brain looks odd",),
    "parts asked": ("How many films are in ChestX-ray8, and what batch size was used?",),
    "kinds: counts inside": ("From how many scientific articles was ConceptCLIP's training set drawn?",),
    "kinds: side by side": ("Which papers are about stroke, and how do they differ? Compare them.",),
    "new topics": (
        "What is VoCo?",
        "different subject: how many teams took part?",
    ),
    "narrowing": ("Which papers are about brain tumors?", "Which of them use MRI?"),
    "how advice sounds": ("prostate biopsy, blood in urine 10 days later, is this normal",),
    "plain names": ("Why is VoCo slower than Claude?",),
    "foreign language": ("Wie viele Bilder sind in dem Datensatz ISLES 2022?",),
    "not together": ("Does VoCo use the labels of ISLES 2022?",),
    "foreign names": ("How does VoCo train on MIMIC-CXR?",),
    "strange numbers": ("Which 400 patients did VoCo look at?",),
    "field: networks": ("How does VoCo use graph neural networks?",),
    "field: data": ("How does VoCo use electronic health records?",),
    "field: tasks": ("How does VoCo do tracking?",),
    "field: treatments": ("How does VoCo plan radiation therapy?",),
    "field: hardware": ("How does VoCo run on an edge device?",),
    "field: measures": ("Which papers measure perplexity?",),
    "field: illnesses": ("How early is chordoma seen by deep learning?",),
    "field: study": ("How do nurses use VoCo?",),
    "made by hand": ("How were the labels of MedTrinity-25M annotated by hand?",),
    "premise: turned": ("Which contrastive method was more robust than SparK with few labelled CTs?",),
    "premise: stated": ("Existing methods beat ScribblePrompt - by how much?",),
    "premise: medium": ("Which captions stand beside the images while RAD-DINO is trained?",),
    "condition: tells of a lack of doctors": ("Which papers tell of a shortage of radiologists?",),
    "condition: is shown by hand what is meant": ("In which papers can a user click or scribble on the image?",),
    "condition: can be tried online": ("Which papers have an online demo?",),
    "condition: falls short of people": ("Which models do worse than physicians?",),
    "condition: learns without labels": ("Which methods learn without any labels?",),
    "condition: predicts what is to come": ("Which papers predict future illness?",),
    "main tasks": ("How many papers are mainly about chest X-rays?",),
    "condition: promises a release": ("Which papers promise that their code will be released?",),
    "condition: sets results against people's": ("Which papers compare their results with those of radiologists?",),
    "condition: looks at groups of people apart": ("Which papers report results by demographic group?",),
    "missing words": ("How does LLM-CXR leverage sonification to describe films?",),
    "idioms": ("What is at the heart of MEDUSA's attention?",),
    "told first": ("My interest is the knee - any papers on that joint?",),
    "glosses": ("Does a teacherless program cope with many sorts of flesh under the microscope?",),
    "everyday reading": ("How do you keep software from drawing lungs in shapes no body could have?",),
    "set aside": ("papers on chest x-rays, excluding report generation",),
    "but for a term": ("Which transformer does the toolkit for knee scans use?",),
    "stands out": (
        "Which hospital provided the 231 liver cases with sentence descriptions for referring segmentation?",
    ),
    "goes on": ("What is Merlin?", "go on"),
    "what is left": ("What does Merlin train on?", "What else does it train on?"),
    "how many of them": ("Which tasks was Merlin tested on?", "how many of them?"),
    "both topics": ("Which papers are about MRI?", "Which papers are about CT?", "both?"),
    "described": (
        "Is there a systematic review on radiology report generation?",
        "How many papers went into it?",
        "The composed image retrieval survey gives a number, doesn't it?",
    ),
    "any paper": ("What is Merlin?", "and is there one about knees?"),
    "strange subjects": ("what is brainbox9 good for",),
    "names in small letters": ("on which data was pathclip trained",),
    "errands": ("Write Python code for a U-Net",),
    "whether named": ("Does HybridGNet work in 3D?",),
    "names elsewhere": ("Is MedSAM any good on ultrasound?",),
    "another one": ("Which paper presents a stroke dataset?", "another one?"),
    "used elsewhere": ("What is VoCo?", "Is it mentioned anywhere else?"),
    "alike": ("What is VoCo?", "is there something similar?"),
    "corrections": ("What is VoCo?", "no, I mean the knee one"),
    "of the one": ("Compare Merlin and RadGPT.", "number of scans?"),
    "did any": ("Compare RadGPT and CheXagent.", "did any radiologists check?"),
    "another with": (
        "Which segmentation network with both spatial and channel attention was tried on Synaps?",
        "There's another one with guided attention, how large is its gain?",
    ),
    "another topic": ("How does DVPT save parameters?", "And diagnosis-driven prompts?"),
    "asked of all": ("What do KnoBo's authors get from textbooks?", "Crowd workers, did anybody use them for labels?"),
    "wrong before": (
        "How can one make chest x-ray classifiers less fragile when the hospital changes?",
        "Is PubMed better than textbooks as a prior in there?",
    ),
    "list of all": ("Which papers use ultrasound?", "And for knees?"),
    "leading": ("What is Med3D?", "Which pre-training strategy works best?"),
    "held against": ("What is VILA-M3?", "How far ahead of Med-Gemini did that put it?"),
    "others on": ("What is MEDUSA?", "Any other papers here that touch on COVID?"),
    "tags": ("How many CTs did Merlin train on?", "A knee dataset is public, isn't it?"),
    "of the same": ("How many patients are in SKM-TEA?", "No, I meant slices."),
    "on which": ("Which specialized competitor does OneFormer beat?", "On which data?"),
    "such as it has": ("What does BenchX compare?", "Which models did surprisingly well?"),
    "doubts": ("How many images are in Med3D?", "wait, no human readers at all?"),
    "their own": ("What does RAD-DINO do without?", "What's the trouble with reports then, why not use them?"),
    "sizes": ("Is PMC-15M larger than MedConcept-23M?",),
    "a second work": ("PromptMRG was evaluated on two benchmarks; do these two benchmarks agree?",),
    "one of several": (
        "There are two big reviews of Mamba. The one that calls itself encyclopedic: how does it sort models?",
    ),
    "the other": ("What is VoCo?", "What is Merlin?", "And the other one, how does it train?"),
    "frames": ("What separates the stroke lesion dataset from the pituitary surgery challenge?",),
    "sides in frames": ("Which sorts by organ, and which works on slides?",),
    "names apart": ("What does VoCo use while Merlin uses reports?",),
    "another beside": ("How big is Merlin's dataset versus the chest x-ray database with eight diseases?",),
    "described works": ("Do Merlin and the stroke lesion dataset share any organs?",),
    "one alone": ("Which papers rely on MRI alone?",),
    "elaborations": ("Which papers deal with the eye (retina, fundus, anything)?",),
    "hedges": ("Which papers seem to deal with stroke?",),
    "what papers do": ("Which papers report zero-shot results?",),
    "premise: agreed": ("Why does ConTEXTual Net 3D outperform LLMSeg?",),
    "premise: contrast": ("Others need clusters of GPUs for a CT model; Merlin does not. What hardware was enough?",),
    "premise: whether": (
        "The segmenter with attention over space and channels: did it have to start from pre-trained weights to win?",
    ),
    "premise: restated": ("Why does one single model handle eight cancers in UniT?",),
    "premise: winners": ("By how much does full fine-tuning beat DVPT?",),
    "premise: setbacks": ("Models pre-trained on whole-body CT fail when they are moved to MRI. Why?",),
    "premise: gains": ("Why did ConTEXTual Net 3D do better on DOTATE exams?",),
    "premise: extents": ("How were Merlin's many GPUs linked together for training?",),
    "premise: parts": ("Which transformer decoder does Swin UNETR have?",),
    "premise: frozen": ("DVPT updates all of its weights, right?",),
    "premise: one for all": ("How many independent models does UniT chain together?",),
    "premise: languages": ("why is MedRegA monolingual",),
    "premise: needless": ("Which reference image does the motion artefact grader that predicts SSIM compare with?",),
    "premise: agents": ("How do sonographers word the text prompts that they write for CC-SAM?",),
    "premise: given away": ("Why does Med-MAT remain private?",),
    "premise: denials": ("Why does VILA-M3 do without expert models?",),
    "premise: others": ("Why did CLIPSyntel settle for text only?",),
    "premise: scales": ("Why is MedRPG trained on so much medical data?",),
    "premise: numbers": ("Why did people need 28% more time with the scribble-based segmentation tool?",),
    "premise: kinds": (
        "What is it about ScribblePrompt that makes a strong graphics card necessary for using it in real time?",
    ),
    "premise: swapped choice": ("Why did the authors of PTUnifier go for static prompts rather than a pool?",),
    "premise: none of it": (
        "In Preference Fine-Tuning for Factuality, what degradation on the six additional tasks did the tuning cause?",
    ),
    "premise: little enough": ("What huge dataset does DCT-HistoTransformer need to work?",),
    "premise: same number": ("How were the 142 million radiographs gathered that DINOv2 learned from for radiology?",),
    "premise: done after all": ("Why have radiologists never checked RadGPT's reports?",),
    "surely meant": (
        (
            "Why nine? I mean the covid study where each chest x ray gets chopped into nine equal squares before the "
            "pretrained CNNs look at it"
        ),
    ),
    "nouns before": ("When PromptMRG looks up similar reports, how many does it fetch for an image?",),
    "systems asked": ("Which networks were tried on MEDIC?",),
    "premise: free": ("MedShapeNet charges a fee for its Python interface. How high is it?",),
    "premise: growth": ("What do the reviews suggest against the quadratic complexity of Mamba?",),
    "premise: levels": ("Why could the CT reports of Med-Gemini-3D already match expert radiologists in quality?",),
    "premise: acts": (
        "Why did results get worse after the researchers threw the look-alike CT pictures out of the training pile?",
    ),
    "premise: skills": ("Why is Gemini so weak at report generation in the study over 14 imaging datasets?",),
    "premise: solely": ("Why does RAD-DINO need contrastive pairs for pre-training?",),
    "head to head": ("Does Merlin outperform VoCo?",),
    "topic asked": ("Is VoCo about ultrasound?",),
    "who and where": ("According to BenchX, which of the nine MedVLP methods comes out first overall?",),
    "doers asked": ("Who labelled the pictures in MEDIC?",),
    "part asked": ("Of SegBook's 87 datasets, how many are MRI?",),
    "members asked": ("Which six downstream tasks was VoCo tested on?",),
    "leader asked": ("Which of the nine MedVLP methods in BenchX came out first?",),
    "conditions on records": ("Which papers since 2023 use CT?",),
}


@pytest.fixture(scope="module")
def dev(assistant: Assistant) -> dict[str, Sample]:
    return {sample.id: sample for sample in load(GOLDEN, assistant.papers, split="dev")}


def talk(*questions: str) -> Sample:
    kind = "fact" if len(questions) == 1 else "conversation"
    return Sample("own", kind, "dev", tuple(Turn(question) for question in questions))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_without_a_part_something_is_different(part: Part, assistant: Assistant, dev: dict[str, Sample]) -> None:
    witnesses = [dev[name] for name in _GOLDEN.get(part.name, "").split()] or [talk(*_OWN[part.name])]

    def differs(sample: Sample) -> bool:
        before = ablate.ask(assistant, [sample], answers=part.answers)
        with part.off():
            after = ablate.ask(assistant, [sample], answers=part.answers)
        again = ablate.ask(assistant, [sample], answers=part.answers)
        assert before.said == again.said  # nothing of it stays behind
        # What a part says it can touch is asked again by `ablate`; the rest is taken to be as it was.
        if before.said != after.said and part.answers:
            assert not part.touches or part.touches & before.kinds[sample.id]
        return before.said != after.said

    assert any(differs(sample) for sample in witnesses)


def test_a_switch_is_set_back_though_something_fails() -> None:
    part = chosen(["feedback"])[0]
    held = retrieve._FEEDBACK
    with pytest.raises(RuntimeError), part.off():
        assert retrieve._FEEDBACK == 0.0 != held
        raise RuntimeError
    assert held == retrieve._FEEDBACK


def test_parts_have_names_of_their_own_and_are_chosen_by_name_or_group() -> None:
    assert len({part.name for part in PARTS}) == len(PARTS)
    assert [part.name for part in chosen(["dense", "feedback"])] == ["dense", "feedback"]
    assert {part.group for part in chosen(["lists"])} == {"lists"}
    assert chosen(None) == PARTS


def test_a_part_that_there_is_none_of_is_said_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="no part 'magic'; choose from dense, BM25"):
        chosen(["magic"])
