"""Other words for the same thing, general biomedical and everyday English: what a dictionary or a clinician would call
the same or its everyday name ("skin" and "dermatology", "x-ray" and "radiograph"). Nothing in it was made for a
particular corpus.
"""

from collections import defaultdict

from rag.words import stem

_SAME = """
skin dermatology dermatological dermatologic dermoscopy cutaneous dermatologist dermatologists
heart cardiac cardiology cardiovascular coronary myocardial cardiologist cardiologists
lung lungs pulmonary thoracic chest thorax pulmonology pulmonologist pulmonologists
brain cerebral neuro neurological neuroimaging intracranial neurology neurologist neurologists
kidney kidneys renal nephrology nephrologist nephrologists
liver hepatic hepatocellular hepatology hepatologist hepatologists
eye eyes ophthalmology ophthalmic retina retinal fundus ocular ophthalmologist ophthalmologists oculist optometrist
bone bones skeletal musculoskeletal orthopedic osseous orthopaedic orthopedist orthopedists
breast mammography mammogram mammographic
stomach gastric gastroenterology gastroenterologist
bowel colon colorectal intestinal colonoscopy
pancreas pancreatic
prostate prostatic urology urologist urologists
spine spinal vertebral vertebra
knee knees osteoarthritis
tooth teeth dental dentistry dentist dentists
blood hematology vascular vessel vessels
child children pediatric paediatric kids pediatrics pediatrician pediatricians
pregnancy fetal foetal obstetric obstetrics obstetrician
cancer cancers cancerous tumor tumors tumour tumours malignancy malignant malignancies oncology neoplasm carcinoma
metastasis metastases metastatic mets
lesion lesions abnormality abnormalities
stroke ischemic infarct infarction hemorrhage hemorrhagic
bleeding bleed hemorrhage haemorrhage hemorrhagic
covid coronavirus covid-19 sars-cov-2 corona
diabetes diabetic
illness illnesses disease diseases disorder disorders condition conditions
sick ill patient patients
doctor doctors physician physicians clinician clinicians expert experts specialist specialists
surgeon surgeons surgery surgical intraoperative keyhole operating-room
abdomen abdominal belly tummy
false-positive false-alarm
full-body whole-body total-body
recent newest newer latest
early earlier older oldest
human humans people persons
anomaly anomalies anomalous outlier outliers unusual ood out-of-distribution
distillation distilled distill distills distilling student teacher
tracer tracers radiotracer radiotracers pet fdg radioactive
forecast forecasts forecasting prognosis prognoses prognostic trajectory trajectories
scope endoscopic endoscopy endoscope
xray x-ray x-rays cxr cxrs radiograph radiographs radiography
ct cat tomography tomogram tomograms
mri mr magnetic
ultrasound sonography sonographic echo echocardiography ultrasonography
pet positron
slide slides histopathology histopathological histology histologic pathology microscope microscopic microscopy tissue
genetic genetics gene genes genomic genomics dna geneticist geneticists
picture pictures photo photos photograph photographs image images imaging imagery scan scans
video videos footage
report reports write-up writeup
article articles literature
textbook textbooks book books
label labels labeled labelled annotation annotations annotated annotate tag tags
unlabeled unlabelled unannotated label-free annotation-free unsupervised self-supervised
outline outlines outlining segmentation segment segmenting segments delineation delineate contour contours
find finding detect detects detection detecting detector spot
classify classification classifier categorize
describe captioning caption captions description descriptions
pinpoint grounding locate
create creates creating generate generates generated generating generation generative synthesize synthesis synthetic
chatbot chatbots assistant assistants dialogue chat
volunteer volunteers crowd crowdsourcing citizen
fast faster quick quicker quickly speed efficient efficiency rapid
cheap cheaper inexpensive low-cost affordable
small tiny lightweight compact
big large massive
accuracy accurate
explain explainable explainability interpretable interpretability
trust trustworthy trustworthiness reliable reliability
motion movement
noise artefact artefacts artifact artifacts
website link links url
code github repository repo source-code
public publicly open open-source open-access
shape shapes geometry geometric
answer answering qa vqa
bias biased fairness fair demographic demographics sex gender race racial ethnicity
summary summaries summarization summarize summarisation
review reviews survey surveys overview
""".strip().splitlines()


class Synonyms:
    """Other terms for a term."""

    def __init__(self) -> None:
        sets: defaultdict[str, set[str]] = defaultdict(set)
        for line in _SAME:
            group = {stem(word) for word in line.split()}
            for term in group:
                sets[term] |= group
        self._sets = {term: frozenset(group - {term}) for term, group in sets.items()}

    def of(self, term: str) -> frozenset[str]:
        """The other terms for an index term; empty where none is known."""
        return self._sets.get(term, frozenset())


def known_words() -> frozenset[str]:
    """Every word that has another, as it is written."""
    return frozenset(word for line in _SAME for word in line.split())
