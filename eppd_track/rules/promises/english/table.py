"""What the rules for English look for, as joint statements and outcome papers are written."""

import re

from eppd_track.rules.promises.clause import Deed

FLAGS = re.IGNORECASE
ADVERB = (
    r"(?:(?:also|further|jointly|both|each|hereby|fully|firmly|strongly|actively|closely|together|"
    r"mutually|now|then|thus|therefore|likewise|separately|in principle|will|to)[, ]+)*"
)
GOVERNING: tuple[tuple[Deed, str], ...] = (
    # An agreement, and every word as strong.
    (
        Deed.AGREE,
        (
            r"(?:have |has )?(?:agreed?s?|committed?|commits?|pledged?s?|undertakes?|undertook|"
            r"decided?s?|resolved?s?|promised?s?)(?: in principle)? (?:to|on|that|upon|"
            r"themselves to|itself to)|(?:have|has) agreed(?=[,:])|agreed(?=:)|(?:it was|was|"
            r"were) (?:agreed|decided) (?:that|to|on)|agreement was reached (?:to|on)|"
            r"reached agreement (?:to|on)|"
            r"(?<!['’]s )(?:have |has )?(?:pledge|promise|commit(?:t(?=ed))?)(?:s|e?d)? (?!(?:to|on|upon|"
            r"that|themselves|itself|of|by|in|under|at|for|from|made|and|or|is|are|was|were|will|not)\b)(?=\S)"
        ),
    ),
    # To ask is a request whoever asks; to look forward to what the other does is one as well.
    (
        Deed.REQUEST,
        (
            r"(?<!the )(?<!\ba )(?<!of )(?<!this )(?<!that )(?<!its )(?<!our )"
            r"(?:request|requests|requested|asks?|asked|urges?|urged|call(?:s|ed)? (?:on|upon|"
            r"for)|invites?|invited|appeal(?:s|ed)? to|press(?:es|ed) (?:for|the)|sought (?=early|"
            r"prompt|the))\b|(?:hopes?|hoped|wish(?:es|ed)?) (?=that\b|the\b|to see|for\b|@)|"
            r"encouraged? (?=the |@)|would (?:welcome|appreciate)(?: it)?(?: if)?\b|"
            r"would be grateful (?:if|for)|expects? (?=(?:that )?(?:@(?!['’])|the other ))"
        ),
    ),
    (
        Deed.DOING,
        (
            r"(?:is|are) (?:currently |now |already )?(?=\w+ing\b)(?!being|following|including|"
            r"during|according|pending)|(?:has|have) (?:begun|started) (?:to )?"
        ),
    ),
    # What is only meant, or stood ready for.
    (
        Deed.WILLING,
        (
            r"(?:intends?|intended|expects?|aims?|mean(?:s|t)?) to|(?:is|are|stands?|stood|"
            r"remain(?:s|ed)?) (?:ready|prepared|willing|open) to|expressed (?:its |their |"
            r"a )?(?:readiness|willingness|intention|interest) (?:to|in)|offer(?:s|ed)? to|"
            r"offer(?:s|ed)? (?=\w)"
        ),
    ),
    (
        Deed.ENDEAVOUR,
        (
            r"(?:endeavou?rs?|endeavou?red|strives?|seeks?|work(?:s|ed)? towards?|attempts?|"
            r"tr(?:y|ies)|make every effort|make efforts|use (?:its|their) best efforts) (?:to )?|"
            r"(?:hopes?|hoped) to"
        ),
    ),
    (Deed.SUPPORT, r"supports?(?:ed)?(?! (?:staff|team|function))|welcom(?:es?|ed)"),
    (Deed.EXPLORE, r"(?:is|are) (?:considering|exploring|examining|studying)"),
    (
        Deed.DECLARE,
        (
            r"declares? (?:our|their|its|that)|declared (?:their|its)|(?:re)?affirm(?:s|"
            r"ed)? (?:our|their|its|that|the)|endorses?d?|shares? the (?:view|goal|"
            r"vision) (?:that|of)|underscored? (?:our|their) commitment|adopt(?:s|ed) the"
        ),
    ),
    # Shall and will bind; of a thing they tell what follows, of a ceremony when it is.
    (
        Deed.WILL,
        (
            r"plan(?:s|ned)? to|(?<!['’]s )plans? (?=(?:an?|the|its|their|new|further|another|joint|one|two|"
            r"three|\d+)\b)|(?:shall|will|would|is to|are to|must)(?! not| also not|"
            r" remain (?:confidential|the))"
        ),
    ),
)
SIGN = re.compile(
    r"\b(?:(?:was|were|have|has) )?(?:today |hereby )?(?:signed|exchanged letters|"
    r"concluded)\b(?! by both sides in)",
    FLAGS,
)
EXPLORE = (
    r"(?:explor|examin|consider|stud(?:y|ied)|discuss|assess|evaluat|look(?:ing)? into|investigat|"
    r"consult|review|hold talks|continue (?:talks|discussions|dialogue|to discuss|discussing)|"
    r"exchange views|identify|feasibility)"
)
SUPPORTING = r"(?:support|assist|help|encourag|facilitat|welcom)"
TRYING = (
    r"(?:endeavou?r|striv|seek|work(?:ing)? towards?|attempt|try|make every effort|"
    r"make efforts|best efforts)"
)
ACT = (
    r"(?:accept|accelerat|adopt|advanc|align|allocat|amend|announc|answer|appoint|apply|approv|"
    r"arrang|assign|attend|authori[sz]|bring|build|buy|carry|chair|clos|co-?chair|co-?develop|"
    r"collect|commenc|commission|compil|complet|conclud|conduct|connect|consolidat|continu|"
    r"contribut|conven|cooperat|coordinat|creat|cut|deepen|defin|deliver|deploy|designat|design|"
    r"develop|direct|discontinu|distribut|double|draft|draw|eliminat|enact|engag|enhanc|ensur|"
    r"enter into|establish|exchang|expand|expedit|extend|finali[sz]|finance|form|formulat|fund|"
    r"further|harmoni[sz]|hold|host|implement|improv|increas|inform|initiat|inspect|install|"
    r"integrat|introduc|invest|issu|join|keep|launch|lay|lead|lift|limit|link|lower|maintain|make|"
    r"manag|meet|minimi[sz]|moderni[sz]|monitor|negotiat|nominat|notif|offer|open|operat|"
    r"organi[sz]|participat|pass|pay|phase|pilot|pool|prepar|present|process|procur|produc|promot|"
    r"propos|protect|provid|publish|pursue|put|ratif|reach|recogni[sz]|record|recruit|reduc|"
    r"reform|refrain|remov|renew|repair|replac|report|resolv|respond|restor|resume|revis|run|"
    r"safeguard|schedul|second|secur|send|set|shar|sign|simplif|speed|standardi[sz]|start|"
    r"streamlin|strengthen|submit|suspend|take|task|test|track|train|transfer|translat|transmit|"
    r"treat|updat|upgrad|us|verif|visit|waiv|withdraw|work|write)"
)
VERB = rf"(?:{EXPLORE}|{SUPPORTING}|{TRYING}|{ACT})(?:e|es|s|y|ies|ing|ise|ize|ate)?\b"
NOTHING: tuple[tuple[str, str], ...] = (
    # A disclaimer says what is not promised, and when a text holds.
    (
        "disclaimer",
        (
            r"nothing in this|does not (?:create|constitute|affect|prejudge)|do not (?:create|"
            r"constitute)|not (?:legally )?binding|without prejudice|will not|shall not|(?:will|"
            r"shall) (?:enter|come) into (?:force|effect)|(?:will|shall) remain in (?:force|"
            r"effect)|may be (?:amended|terminated)|made no commitment|no commitment"
        ),
    ),
    # A ceremony, a dinner, a visit of a hall.
    (
        "ceremony",
        (
            r"(?:hold|host|attend) (?:an? |the )?(?:\w+ )?ceremony|ceremony (?:will|was|is)|"
            r"(?:opening|signing|welcome|award) ceremony (?:will|on)|"
            r"(?:welcome|evening) reception|reception (?:will|was)|banquet|press conference|"
            r"luncheon|dinner|ribbon"
        ),
    ),
    # Politeness.
    (
        "courtesy",
        (
            r"\w*(?:affirm|underlin|stress|emphasi[sz]|recogni[sz]|noted)\w* the "
            r"(?:importance|value|role) of|"
            r"(?:express(?:es|ed)?|convey(?:s|ed)?) (?:\w+ )*(?:appreciation|gratitude|thanks|"
            r"condolences|congratulations)|thank(?:s|ed)?\b|congratulat|applaud"
        ),
    ),
    # What was before the paper is background.
    (
        "background",
        (
            r"\b(?:recall(?:s|ed|ing)?\b|since (?:19|20)\d\d|in the past|previously|last year|"
            r"at (?:its|their) (?:last|"
            r"previous)|had (?:been )?(?:agreed|signed|pledged|committed|promised)|"
            r"as agreed (?:in|at)|historically|for many years|decades)"
        ),
    ),
)
FACT = re.compile(
    r"welcom(?:es?|ed) (?:the |with \w+ the |its |their )?(?:\w+ ){0,3}?(?:complet|launch|"
    r"progress|sign|entry into force|open|adopt|conclu|result|success|start|achiev|news|fact|"
    r"appointment|establishment|arrival|publication|report|opportunity|decision|release|"
    r"outcome|increase)",
    FLAGS,
)
PURPOSE = re.compile(
    r"\b(?:in order to|so as to|with a view to|with the aim of|aimed at|so that|thereby|"
    r"to this end|to that end|for the purpose of)\b",
    FLAGS,
)
THING_SUBJECT = re.compile(
    r"\b(?:this|these|those|it|which|that|agreement|arrangement|declaration|statement|project|"
    r"programme|program|memorandum|ceremony|measures?|results?|report|text|secretariat|system|"
    r"centre|center|meeting|session|initiative|line|plant|works?|dredging|traffic|prices?|"
    r"costs?)$",
    FLAGS,
)
EFFECT_VERB = re.compile(
    r"(?:will|would|should|is expected to|are expected to|can|may) (?:\w+ly )?(?:help|"
    r"contribute|benefit|enable|lead to|result|reduce|increase|raise|save|boost|bring|create|"
    r"strengthen|improve|generate|allow|make|support|cut|add|give)",
    FLAGS,
)
EXPECTED = re.compile(r"\b(?:is|are|was|were) (?:expected|projected|estimated|forecast) to\b", FLAGS)
ANAPHOR = re.compile(
    r"^(?:such|this|that|these) (?:\w+ )?(?:coordination|cooperation|collaboration|work|"
    r"effort|efforts|dialogue|engagement|partnership)\b",
    FLAGS,
)
BODIES = r"(?:governments|countries|nations|states|ministries|ministers|sides|parties|partners|delegations)\b"
OTHERS = (
    r"the (?:(?:two|three|four|five) )?(?:other|remaining) (?:(?:two|three|four|five) )?"
    rf"(?:{BODIES}|(?:side|party)\b)"
)
"""Those sides that a sentence does not name."""
SPEAKING_FOR = (
    r"(?:(?:[Tt]he )?(?:[Gg]overnment|[Dd]elegation|[Mm]inister|[Mm]inistry|[Mm]inistrie|[Aa]uthoritie|"
    r"[Aa]dministration|[Rr]ailway)s?(?: of \w+)? of )?"
)
"""What may stand before a side: "the Governments of A and B" are A and B."""
BOTH = (
    r"(?:(?:each|all|both) of )?(?:(?:the )?(?:two|both) (?:\w+ )?\w+s\b|"
    rf"(?:all )?(?:the )?(?:three|four|five|six) {BODIES}|all (?:the )?{BODIES}|"
    r"the (?:ministers|ministries|governments)\b|(?-i:Ministers)\b|"
    r"(?:the )?(?:parties|participants|partners|signatories|co-?chairs|delegations|sides)\b)|both\b|\bwe\b|"
    r"(?:the )?(?:joint|bilateral|trilateral|multilateral) (?:\w+ )?(?:committee|group|commission|council|"
    r"task force)\b|\bthey\b|\bit\b|(?:each|every|either) (?:side|party|government|country|ministry)\b"
)
PREPOSITION = re.compile(
    r"(?:\b(?:with|to|from|of|for|by|against|on|in|at|not|like|unlike|help|assist|support|supports|"
    r"let|that|than|via|under|near|through)|['’])\s*(?:the )?$",
    FLAGS,
)
REPORTED = re.compile(
    r"\b(?:said|stated|noted|indicated|explained|remarked|told|mentioned|informed)\b", FLAGS
)
LIMB = re.compile(
    rf"(?:[,;] )?\b(?:and|as well as) (?:{ADVERB})(?:to )?(?:{ADVERB})(?={VERB})|"
    rf"[,;] to (?={VERB})|; (?={VERB})",
    FLAGS,
)
NOUNISH = re.compile(
    r"^\w+(?:ing|ation|ment|s|ed) (?:of|in|and|are|is|was|were|costs?|rates?|standards?|"
    r"systems?|data|tools?|methods?)\b",
    FLAGS,
)
JOINT = re.compile(r"[,;]? (?:and|while|whereas|but) (?:that )?|; ", FLAGS)
VAGUE = re.compile(
    r"\b(?:deepen|strengthen|enhanc|promot|advanc|further|support|continu|maintain|work|"
    r"cooperat|expand|improv|lay)",
    FLAGS,
)
PASSIVE = re.compile(
    r"^(?:an?|the|one|two|three|four|joint|further|new|regular|annual)\b[^,;.]{3,90}? (?:will|"
    r"shall|is to|are to) "
    r"(?:also |jointly )?be (?:established|set up|created|launched|formed|developed|exchanged|"
    r"published|shared|"
    r"drawn up|drafted|extended|expanded|introduced|implemented|trained|appointed|opened|"
    r"provided|completed|prepared|"
    r"adopted|reduced|removed|lifted|updated|conducted|carried out|installed|built|funded|"
    r"tested|piloted)\b",
    FLAGS,
)
"""What will be done, and nobody says by whom: both, unless a party is named behind "by"."""
NOMINAL = re.compile(
    r"(?:\w+ly |joint(?:ly)? |further |closer |regular |annual )*(?:establish|creat|launch|"
    r"exchang|expan|develop|complet|"
    r"publi|adopt|remov|reduc|train|shar|open|introduc|recogni|exten|deploy|implement|appoint|"
    r"harmoni|align|strengthen|"
    r"promot|cooperat|explor|stud|facilitat|support|conven|host|build|set)\w*(?:ing|ment|ion|"
    r"ation|sion|al|y|ies)\b",
    FLAGS,
)
"""An item that names its action as a noun: "Establishment of …", "Training …"."""
BARE = re.compile(rf"{ADVERB}(?:to )?{VERB}", FLAGS)
OWN = re.compile(rf"\b{VERB}", FLAGS)
RESULTS = re.compile(
    r"outcomes?|results?|agreed|decisions?|conclusions?|next steps|actions?|commitments?|"
    r"follow-?up|deliverables|work ?plan",
    FLAGS,
)
WISHES = re.compile(r"requests?|concerns?|asks?\b|hopes?", FLAGS)
YEAR = re.compile(r"\b(?:the|in|on [^,]{3,12},?|of|since|during|back in) ?((?:19|20)\d\d)\b")
NOUNS = re.compile(
    r"(?:an? |the |continued |joint |regular |annual |further |\w+ ){0,4}?(?:stud(?:y|ies)|"
    r"dialogue|talks|consultations?|exchanges?|"
    r"programmes?|programs?|roadmaps?|hotlines?|trainings?|working groups?|mechanisms?|"
    r"pilots?|projects?)\b",
    FLAGS,
)
"""An item that names what there will be: "A feasibility study on …", "Continued dialogue on …"."""
TALKING = re.compile(r"\b(?:stud(?:y|ies)|dialogue|talks|consultations?|feasibility)\b", FLAGS)
BEHIND_A_PARTY = re.compile(
    r"^(?:['’]s?|\))?\s*(?::?$|,|\(|sides?\b|governments?\b|administrations?\b|delegations?\b|"
    r"authorit|of \w+|and |or |"
    r"(?:through|via|represented|jointly|together|with)\b|[A-Z])"
)
"""What may stand between a party and its verb; else the verb is that of a thing ("U.S. vessels will …")."""
FINITE = re.compile(r"\b(?:will|is|are|was|were|has|have|had)\b", FLAGS)
ASKED = re.compile(
    r"[^,;]*?(?=\b(?:to|will|would|can|could|may|might|should|for|by)\b)|[^,;]*?\bfrom [^,;]*", FLAGS
)
"""Whom a request is put to, from its verb on: "that A and B" of "hopes that A and B will …"."""
OBJECT = re.compile(r"(?:have |has )?(?:pledge|promise|commit|plan)\w* $", FLAGS)
"""A verb that has what is promised behind it, and no verb of its own: "pledges 5 million"."""
HELP = re.compile(r"(?:(?!to |for )\w+ ){0,3}(?:support|help|assistance)\b", FLAGS)
TO_DO = re.compile(rf"(?:(?: \w+){{0,3}}:? to |(?: \w+){{0,3}}: )(?={VERB})", FLAGS)
