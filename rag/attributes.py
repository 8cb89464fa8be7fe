"""What a question takes for granted in the field's own terms: a modality, a part of the body, a disease, a kind of
network or of training, a kind of data.

Such words are common in the field, so that how rare a word is does not tell that an abstract lacks it, and they are
what a question goes wrong by: "how does X use MRI?" of a paper on CT. Each attribute has the words in which questions
and abstracts say it. General usage in medicine and machine learning; no list of papers is behind it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute, as a question words it, and how a text may say it."""

    word: str
    said: re.Pattern[str]


def _group(asked: str, also: str = "") -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words that ask for an attribute, and those with which a text says it: the same and, in part, others, within
    words too.
    """
    either = f"{asked}|{also}" if also else asked
    return re.compile(rf"\b(?:{asked})\b", re.I), re.compile(rf"(?:\b|(?<=[a-z-]))(?:{either})", re.I)


# fmt: off
_MODALITIES = (
    _group(r"CTs?|computed tomography|cat scans?", r"tomogra\w+"),
    _group(r"MRIs?|magnetic resonance|MR (?:images?|scans?|imaging)", r"\bMR\b|T[12]w|BraTS"),
    _group(r"x-?rays?|CXRs?|radiographs?|mammogra\w+", r"radiolog\w*|radiograph\w*|thorax|thoracic"),
    _group(r"ultrasound|sonogra\w+|echocardiogra\w+"),
    _group(r"PET|positron emission"),
    _group(r"OCT|optical coherence tomography"),
    _group(r"fundus|retinal (?:photo\w*|images?)", r"retin\w*|ophthalm\w*"),
    _group(r"histolog\w*|histopatholog\w*|whole-slide\w*|microscop\w*", r"patholog\w*|slides?"),
    _group(r"dermoscop\w*|dermatoscop\w*", r"dermat\w*|skin"),
    _group(r"endoscop\w*|colonoscop\w*|laparoscop\w*|bronchoscop\w*", r"surg\w*|minimally invasive"),
    _group(r"hyperspectral|thermogra\w+|angiogra\w+|spectroscop\w+|elastogra\w+|fluoroscop\w+"),
    _group(r"ECGs?|EKGs?|electrocardiogra\w+"), _group(r"EEGs?|electroencephalogra\w+"),
)
_BODY = (
    _group(r"brains?|cerebral|intracranial", r"neuro\w*|skull|stroke|pituitary|alzheimer\w*|BraTS"),
    _group(r"hearts?|cardiac|cardiovascular|ventric\w+|myocard\w+", r"ACDC|cardio\w*"),
    _group(r"lungs?|pulmonary", r"chest|thora\w*|pneumo\w*|LIDC|CXR|radiograph\w*|nodules?|covid\w*|respirat\w*"),
    _group(r"livers?|hepatic", r"hepat\w*|LiTS"), _group(r"kidneys?|renal", r"nephr\w*"),
    _group(r"pancreas|pancreatic"), _group(r"breasts?", r"mammo\w*"), _group(r"prostates?|prostatic"),
    _group(r"skin|cutaneous", r"dermat\w*|dermoscop\w*"), _group(r"eyes?|retina\w*", r"ophthalm\w*|fundus|OCT|ocular"),
    _group(r"knees?", r"osteoarthr\w*"), _group(r"hips?"), _group(r"shoulders?"), _group(r"wrists?|ankles?|elbows?"),
    _group(r"spines?|spinal|vertebra\w*"), _group(r"tooth|teeth|dental", r"dentist\w*"),
    _group(r"colon|colorectal|bowels?|intestin\w*", r"colono\w*"), _group(r"stomach|gastric", r"gastr\w*"),
    _group(r"bladder"), _group(r"thyroid"), _group(r"ovar\w+|uter(?:us|ine)|cervi(?:x|cal)"), _group(r"o?esophag\w+"),
    _group(r"spleen"), _group(r"lymph nodes?", r"lymph\w*"), _group(r"f(?:o?e)tal|f(?:o?e)tus\w*", r"obstetric\w*"),
    _group(r"coronary|aort\w+|carotid", r"arter\w*"),
    _group(r"abdom\w+", r"livers?|kidneys?|pancrea\w*|multi-organ|organs"),
)
_DISEASES = (
    _group(r"heart failure"), _group(r"fractures?"), _group(r"polyps?"), _group(r"aneurysms?"),
    _group(r"epilep\w+|seizures?"),
    _group(r"dementia", r"alzheimer\w*"), _group(r"parkinson\w*"), _group(r"autis\w+"), _group(r"asthma"),
    _group(r"diabet\w+"), _group(r"covid(?:-?19)?\w*|corona(?:virus)?"), _group(r"pneumonia"), _group(r"pneumothorax"),
    _group(r"stroke", r"ischa?emi\w*|infarct\w*"), _group(r"embolism"), _group(r"calci(?:um|ficat\w+)"),
    _group(r"h(?:a?e)morrhag\w+|bleed\w*", r"h(?:a?e)morrhag\w*|bleed\w*"), _group(r"sepsis"), _group(r"malaria"),
)
_NETWORKS = (
    _group(r"transformers?|ViTs?", r"transformer\w*|ViT|\bDeiT|BERT|GPT|attention|Swin|language model\w*|LLM\w*|"
    r"MLLM\w*|CLIP|DINO\w*"),
    _group(r"GANs?|adversarial networks?", r"\w*GAN\b|adversarial"), _group(r"diffusion"),
    _group(r"mamba|state[- ]space models?", r"SSMs?"), _group(r"variational auto-?encoders?|VAEs?", r"\w*VAE\b"),
    _group(r"auto-?encoders?", r"\w*VAE\b|MAE|autoencod\w*|encoder-decoder"),
    _group(r"graph (?:neural |convolution\w* )?(?:networks?|convolutions?)|GNNs?|GCNs?", r"graph\w*|GCNNs?"),
    _group(r"LSTMs?|recurrent (?:neural )?networks?|RNNs?", r"recurrent"), _group(r"wavelets?"),
    _group(r"random forests?"),
    _group(r"capsule networks?"), _group(r"gaussian process\w*"), _group(r"support vector machines?|SVMs?"),
)
_TRAINING = (
    _group(r"reinforcement learning|RLHF", r"reinforcement|reward\w*|preference\w*"), _group(r"federated"),
    _group(r"active learning"), _group(r"distill?ation|distills?", r"distil\w*"), _group(r"curriculum"),
    _group(r"masked (?:image|language) model\w+|masked auto-?encod\w+", r"mask\w* (?:auto|image|language|embedding|"
    r"patch)\w*|MAE\b"),
    _group(r"contrastive", r"contrast\w*|CLIP|align\w*"), _group(r"meta-learning"), _group(r"adversarial training"),
)
_DATA = (
    _group(r"videos?", r"temporal|endoscop\w*"), _group(r"audio|sounds?|speech|voices?|spoken|recordings?"),
    _group(r"genom\w+|genes?|genetics?|DNA|RNA", r"polygenic|gen(?:e|om)\w*"),
    _group(r"electronic health records?|EHRs?", r"health record\w*|medical record\w*"),
    _group(r"wearables?|smart ?watch\w*|sensors?"), _group(r"social media"),
    _group(r"gaze|eye[- ]tracking|eye movements?"),
    _group(r"GPUs?", r"graphics card\w*"), _group(r"CPUs?"), _group(r"smart ?phones?|mobile phones?"),
    _group(r"blood (?:tests?|samples?)|biopsies|biopsy"), _group(r"insurance|claims data"),
)
_TASKS = (
    _group(r"reconstruct(?:s|ed|ing|ion)?"), _group(r"transcrib(?:es?|ed|ing)"),
    _group(r"translat(?:es?|ed|ing)"), _group(r"denois(?:es?|ed|ing)"),
    _group(r"super-resol\w+", r"resolution"),
)
# fmt: on
_GROUPS = (*_MODALITIES, *_BODY, *_DISEASES, *_NETWORKS, *_TRAINING, *_DATA, *_TASKS)
_MEDICAL = (*_MODALITIES, *_BODY, *_DISEASES)

_ILLNESS = re.compile(
    r"\b(?!(?:diagnos|prognos|progn|misdiagnos|neuros|hypno|osmo|symbi)[a-z]*\b)[a-z]{3,}"
    r"(?:itis|oma|omas|osis|aemia|emia|opathy|plegia|penia|algia|trophy|sclerosis|ectomy|plasty)\b",
    re.I,
)
"""Names of illnesses and operations by their Greek endings."""
_ENDING = 4
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,5}s?(?![\w-])")


def attributes(question: str, medical: bool = False) -> tuple[Attribute, ...]:
    """The attributes that a question speaks of, in its words; with `medical`, modalities, parts of the body and
    diseases alone.

    >>> [attribute.word for attribute in attributes("How does it use PET scans of the liver?")]
    ['PET', 'liver']
    """
    found: dict[int, Attribute] = {}
    for asked, said in _MEDICAL if medical else _GROUPS:
        match = asked.search(question)
        if match and not (match[0].isupper() is False and match[0].lower() in ("pet", "oct", "ct")):
            found[match.start()] = Attribute(match[0], said)
    for match in _ILLNESS.finditer(question):
        stem = re.compile(re.escape(match[0][:-_ENDING]), re.I)
        found.setdefault(match.start(), Attribute(match[0], stem))
    return tuple(found[start] for start in sorted(found))


def lacks(attribute: Attribute, text: str) -> bool:
    """Whether a text says nothing of an attribute."""
    return not _says(attribute.said, text)


@lru_cache(maxsize=65536)
def _says(said: re.Pattern[str], text: str) -> bool:
    return bool(said.search(text))
