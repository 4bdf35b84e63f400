"""Everyday words that stand for the same thing, so that "jail" is near "prison". Our own list.

Written for services in justice, health, housing and public questions, in English with the Welsh
words that we are sure of. A ring makes texts nearer to each other; it is never a cue, and it
never says that two words mean the same in a woman's mouth. A word may stand in several rings.
"""

from functools import cache

from insights.analysis.tokens import stem

# One ring a line; each word stands for all that have its stem.
RINGS = """
child children kid son daughter baby toddler teenager young youth minor plentyn plant
family relative kin teulu
parent mother mum mam rhiant
parent father dad rhiant
sister brother sibling nan gran grandmother grandparent aunt uncle
partner husband wife boyfriend girlfriend ex spouse relationship marriage gŵr
woman women lady female girl menyw menywod merched
man men male bloke dyn dynion
friend mate peer ffrind ffrindiau
staff worker officer employee team personnel colleague swyddog gweithiwr staffio
doctor gp medic clinician consultant psychiatrist dentist specialist meddyg
nurse midwife midwives matron healthcare nyrs
ambulance paramedic crew emergency ambiwlans
police policeman policewoman constable copper cops arrest custody heddlu
prison jail gaol inside inmate carchar
cell wing landing segregation lockdown
sentence remand tag curfew dedfryd
probation licence recall supervision prawf
court judge magistrate trial hearing crown llys
solicitor lawyer barrister legal cyfreithiwr
crime offence offending conviction criminal record trosedd
release gate discharge leaving resettlement rhyddhau
home house flat accommodation hostel lodging bedsit refuge cartref tŷ llety
homeless rough sofa streets digartref
landlord rent tenant tenancy evict letting
council authority local cyngor
money cash pound financial finance arian
fund budget grant resources
pay paid payment wage salary earn
cost price expensive afford cheap fee fare
debt owe loan bills arrears overdraft bankrupt dyled
poor poverty hardship broke skint
benefit universal credit allowance pip sanction dwp
job work employment career unemployed gwaith swydd
economy economic business company industry trade commercial
revenue income profit
school college university pupil student ysgol coleg
learn course class training teach taught teacher qualification education addysg
drug heroin crack cocaine cannabis substance methadone cyffuriau
addict hooked dependent compulsive relapse recovery
alcohol drink drinker drunk booze sober
smoke smoker cigarette tobacco vape
gamble gambler bet casino odds
abuse violence violent domestic trais
assault attack beat beaten hit punched kicked strangled
rape sexual harassment exploitation trafficked
harm damage hurt injure injury
destroy destruction ruin wreck devastated
suicide cutting overdose hunanladdiad
die dead death killed lost bereaved grief grieving funeral
fear afraid scared frightened terrified ofn
worry anxious anxiety nervous concern stress pryder
sad upset crying tears depressed low miserable trist
angry anger annoyed frustrated furious cross dig
alone lonely loneliness isolated unig
shame ashamed embarrassed humiliated cywilydd
mental psychological wellbeing trauma traumatic ptsd psychosis bipolar meddwl
health healthy illness sick disease condition unwell iechyd
pain aches sore agony poen
medicine medication tablet meds prescription prescribed dose pharmacy chemist
pregnant pregnancy birth maternity labour antenatal miscarriage beichiog
period tampons pads menopause hrt
disabled wheelchair mobility autism autistic adhd dyslexia neurodivergent anabl
deaf hearing blind sight signer
hospital clinic ward surgery ysbyty
treatment treated therapy operation procedure triniaeth
test scan bloods results diagnosis diagnosed
appointment booking slot referral referred rebooked apwyntiad
wait delay queue aros
late slow slowly overdue behind hwyr
quick fast prompt speedy rapid swift immediately efficient cyflym
punctual ontime schedule timetable timekeeping
hour minute day week month year long amser
early soon advance beforehand notice
travel journey bus buses train transport taxi lift teithio bws
car drive drove driver vehicle parking
far distance miles remote rural nearby local
visit visitor ymweliad
phone call telephone mobile text rang ring ffôn
letter post mail email wrote written llythyr
internet online website digital computer app wifi
tell told explain explanation inform leaflet gwybodaeth
communicate contact updates
clear plain jargon confusing unclear
listen heard ignored unheard gwrando
understand understood deall
ask question answer reply
know knowledge expertise expert experienced skill competent professional
kind caring compassion compassionate gentle sympathetic empathy tender caredig
friendly pleasant polite courteous courtesy welcoming cheerful smile nice lovely warm
rude impolite abrupt dismissive arrogant attitude unfriendly disrespect patronising shouted cold
respect dignity dignified parch
trust honest honesty truth believe ymddiried
lie dishonest misled mislead
judged judgemental judgmental stigma stigmatised label
fair unfair equal justice teg
discrimination racist racism prejudice sexist bias
culture faith religion religious church mosque muslim ethnic black asian traveller roma
language welsh english interpreter translation cymraeg iaith
safe safety secure diogel
danger unsafe risk risky threat threatened perygl
private privacy confidential secret preifat
clean cleanliness cleaner spotless hygiene tidy
dirty filthy mould mouldy damp rats infested smelly
food meal eat hungry hunger diet breakfast lunch dinner tea bwyd
freezing heating temperature
noise noisy loud quiet quieter peaceful
comfortable comfy uncomfortable
building room facility environment premises space
equipment machine device broken faulty
clothes shoes coat underwear dillad
help support assist cymorth cefnogaeth helpu
reassure calm relaxed ease
group session workshop centre hub
counsellor counselling mentor keyworker advocate advocacy
complain complaint grievance appeal cwyn
good great excellent brilliant fantastic amazing wonderful superb perfect outstanding best da gwych
bad terrible awful horrible dreadful appalling rubbish worst disgusting disgraceful gwael
thank grateful gratitude appreciate diolch
happy happier pleased satisfied glad delighted hapus
change improve better newid
plan organise coordinated
disorganised chaotic chaos shambles muddle mess
choice choose chose chosen decide decision option prefer dewis
freedom free freely liberty rights rhyddid
personal individual own responsibility
adult grown
rule regulation law legislation oversight enforcement cyfraith
control power powerless
government parliament minister politicians policy
ban prohibit outlaw forbid stop
limit restrict reduce reduction cut fewer less
compromise balance middle moderate partial partly
allow permit let permission
normal normalise everyday usual
exposed exposure
vulnerable fragile weak weaker
protect shield safeguard
alternative instead replace substitute
evidence research study statistics data proof prove
effective impact result outcome difference
example elsewhere abroad international foreign country
story testimony experience
community neighbourhood neighbours area town village cymuned
hope future goal dream ambition gobaith
confident esteem proud pride believe
night evening overnight nos
begin began start
finish end
consistent continuity same changing different
access inaccessible
number shortage understaffed overworked
list backlog
form paperwork documents certificate identification id
bank account card statement
sleep slept bed mattress
exercise gym yard walk fresh air
activity hobby craft arts library
"""


@cache
def rings_of() -> dict[str, tuple[int, ...]]:
    """Stem → the numbers of the rings that it stands in."""
    found: dict[str, dict[int, None]] = {}
    for number, line in enumerate(RINGS.split("\n")):
        for word in line.split():
            found.setdefault(stem(word), {})[number] = None
    return {word: tuple(numbers) for word, numbers in found.items()}


def ring_words(stems: str) -> list[str]:
    """The words of all rings in which a stem stands, each once, as they are written above."""
    lines = RINGS.split("\n")
    words = (word for number in rings_of().get(stems, ()) for word in lines[number].split())
    return list(dict.fromkeys(words))
