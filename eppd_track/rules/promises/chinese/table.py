"""What the rules for Chinese look for, as Taiwan's officials write; the reason stands beside each."""

import re

from eppd_track.rules.promises.clause import Deed

AT_HOME = re.compile(
    r"(?:各|相關|有關)(?:相關|有關|主辦|權責)?(?:單位|機關|部會)|"
    r"(?:(?![於在將就對向儘協提配研全])[\u4e00-\u9fff]){1,7}?[部署院局處司]"
)
"""Our own bodies, as a paper calls them that asks them by 請, those that no ledger knows among them."""

# ---- verbs of commitment, by what they do ----

GOVERNING: tuple[tuple[Deed, str], ...] = (
    # An agreement of two, or the word of one: the strongest form of a results paper.
    (
        Deed.AGREE,
        (
            r"(?:一致|原則|均|皆|咸)?同意(?![之的書函權])|議定|商定|約定|達成共識|決定|決議|(?<![的之同項])承諾|"
            r"允諾|承允|保證|允(?=將|予|於)"
        ),
    ),
    # 盼, 請 and their like ask; 請 asks only whom it names, and nobody in a formula (敬請指教, 申請, 邀請).
    (
        Deed.REQUEST,
        (
            r"盼(?!望著)|(?<!不)希望|期盼|籲請|呼籲|促請|敦促|要求|建請|爰請|"
            rf"(?<![敬申邀聘提報函洽惠謹續懇])請(?=@|{AT_HOME.pattern}|相關|各|貴|儘|協助|提供|配合|研|於)|建議(?=@|"
            r"由|貴|儘)"
        ),
    ),
    # What is under way is a deed, whatever the verb behind it.
    (Deed.DOING, r"刻正|正(?=在|積極|持續|研|規|推|辦|進)|業已著手|已著手|已啟動(?!儀式)"),
    # A plan names what will be done; 預計可 and 預期 name an effect and are no plan.
    (
        Deed.WILL,
        (
            r"規劃(?!書|案|之|的|報告)|(?:主辦|承辦|協辦|主政|主責)(?![單機方國人地城市之的權])|擔任(?=[^，。]{0,12}(?:窗口|聯[絡繫]人))|計畫(?=在|於|與|將|推|建|辦|派|設|成|開|投|擴|以|自)|"
            r"擬(?!定|訂|議|真|具|辦)|預定|預計(?!可|能|將可|將有助)|訂於(?=\d|民國|明年|本年|下半|第)|排定|將(?!來|近|軍|領|成為|是|有|再創|"
            r"士|帶|可|有助|有利|使|會使|如期)(?!@)|責成|負責(?!人|任)"
        ),
    ),
    (
        Deed.WILLING,
        (
            r"(?:均|亦|也)?願(?!景|望|意書|書)(?:意)?|樂意|有意願?(?=與|在|於|協|提|參|投|推)|"
            r"(?<=表達)意願|準備好"
        ),
    ),
    (Deed.SUPPORT, r"支持(?!者|度|下)|鼓勵|歡迎|樂見|贊同|贊成"),
    (Deed.ENDEAVOUR, r"致力於?|力求|力爭|努力(?=推|促|爭|達|於|在)|爭取(?=於|在|儘|年|將)"),
    (Deed.DECLARE, r"咸認|(?:一致|共同|均|皆)認為|重申|宣示|確認(?=支持|將|持續|推動)"),
)
SIGN = re.compile(r"(?:共同)?(?:簽署|簽訂|簽定|換文|簽約)(?!之?日|之?後|時|前|生效|方|國|儀式)")
EFFECT = re.compile(
    r"(?:將|預計|預期|預料)?(?:有助|可望|有利於|有利(?=推))|預期|預估|估計|預計(?:可|能|將可)|"
    r"將(?:可|有助|使|會使)|帶動"
)
EXPLORE = (
    r"(?<![次屆])(?:共同|持續|繼續|進一步)*(?:探索|研議|研究(?!院|所|中心|成果|人員|機構)|評估(?!報告|中心)|"
    r"探討|討論|研商|洽商|磋商|諮商|考慮|考量|檢討|檢視|洽談|研析|交換意見|"
    r"(?<=[續同])對話(?!機制|平台|架構)|對話(?=[，。；、並及與]|$))(?!之?[前後時](?![瞻景續])|會議|期間)"
)
SUPPORTING = r"(?:積極|持續|共同|予以?)*(?:協助|支持|鼓勵|歡迎)"
TRYING = r"(?:致力|努力|力求|爭取)"
ACT = (
    r"(?:推動|推進|促進|促成|促使|加強|深化|強化|展開|開展|建立|建置|建構|興建|合作|擴大|擴充|"
    r"拓展|提升|提高|辦理|成立|簽署(?!方|國)|提供|分享|進行|舉辦|舉行|召開|"
    r"完成|提出|提報|納入|落實|執行|實施|施行|修正|修訂|研修|增訂|訂定|制定|研訂|擬訂|通過|"
    r"開放|放寬|取消|調降|降低|投入|布局|培訓|培育|採購|採用|導入|派遣|派員|設立|設置|指定|"
    r"指派|"
    r"聯繫|協調|整合|串接|介接|公布|公告|發布|發表|啟動|試辦|延長|增加|減少|縮短|簡化|承認|"
    r"認可|互認|維持|保障|保護|打擊|查緝|防制|參與|加入|支付|捐贈|補助|資助|出資|投資|"
    r"開發|研發|生產|製造|運用|使用|連結|接軌|對接|掌握|確保|維護|排除|移除|解決|處理|回應|"
    r"回復|答復|交付|交換|移交|負擔|承擔|支應|輪派|互派|邀請|接待|安排|籌組|籌辦|籌設|選定|劃設|監測|調查|"
    r"追蹤|管控|列管|通報|通知|提交|送交|送請|鬆綁|核准|核定|審查|審議|批准|洽簽|重啟|恢復|"
    r"更新|升級|優化|改善|擔任|主辦|承辦|協辦|輔導|媒合|引進|輸出|輸入|出口|進口|驗證|測試|"
    r"示範|汰換|編列|編製|彙整|彙報|研提|擬具|檢送|函送|送(?=[美我對雙各]|[^，。]{1,8}[方部署局處會院])|備妥|盤點|勘查|函復|函報|提撥|委託|增設|增派)(?!情形)"
)
ADVERBS = (
    r"(?:則|共同|持續|繼續|賡續|積極|加速|進一步|儘速|儘快|優先|分別|定期|適時|主動|逐步|全面|更|再|"
    r"另|也|亦|皆|均|予以?|先|首先|續|將|其|各自|各|一併|合力|合作|攜手|[每按][年季月週半]{1,2}|至少|"
    r"分階段|另行|並)*"
)
PHRASE = r"(?:(?:與|和|在|於|就|針對|對|向|由|自|以|透過|依|為)[^，。；]{1,24}?)"

# ---- what promises nothing, or only carries on ----

NOTHING: tuple[tuple[str, str], ...] = (
    # A disclaimer says what is not promised.
    ("disclaimer", r"不構成|不具[^，。]{0,6}拘束力|無(?:法律)?拘束力|不影響|不代表|非屬承諾|未作?承諾|無意"),
    # Courtesy at the end of a paper, and guests.
    (
        "courtesy",
        r"洽悉|文到|散會|臨時動議|歡迎(?:各界|民眾|踴躍|參考|下載)|敬請|謹請|請查照|請鑒核|請卓參|請參閱|敬邀|報告完畢|致謝|感謝|感佩|祝賀",
    ),
    # That this meeting was held is how a paper begins; the next one is spoken of with a verb of the future.
    (
        "opening",
        (
            r"^[^，。於在將擬預訂定願盼應意畫劃議]{0,12}[於在](?:(?!將|擬|預|訂|明年|[前底內])[^，。]){1,24}"
            r"(?:召開|舉行|舉辦)第[\d一二三四五六七八九十]+[屆次回]"
        ),
    ),
    # A ceremony is an event, not an action.
    ("ceremony", r"典禮|儀式|酒會|晚宴|餐會|記者會|合影|致詞|剪綵|揭牌"),
    # What was done long ago is background; a year before the paper's own is looked at in `_past`.
    (
        "background",
        r"(?:曾(?!經理)|多年來|長期以來|歷來|向來|一向|去年|前年|上屆|前屆|前次會議|上次會議|第[\d一二三四五六七八九十]+次會議(?=同意|決議|通過)|迄今已|以來)",
    ),
)
FORMULA = re.compile(r"備查|再議|各自負擔|自行負擔|依權責")
"""What promises nothing in a sentence of its own says how it is done behind a promise: 經費各自負擔."""
PURPOSE = re.compile(
    r"(?:以(?!及|外|色列|來|往|上|下|後|前|內|台|美|雙)|俾|藉|期(?:能|使|以)|進而|從而|使|讓|"
    r"為利|作為|達成)"
)
"""What a deed is for is no deed of its own."""
EXAMPLE = re.compile(r"(?:包括|包含|含|例如|諸如|如(?!何|期|有)|特別是|尤其|其中|涵蓋|內容|範圍|重點|項目)")
"""What it covers belongs to the deed before."""
LEAD = re.compile(
    r"(?:並且?|以及|及|同時|且|另外?|此外|其次|再者|未來|爰|惟|復|又|最後|首先|另一方面|會中|"
    r"會議中|會後|爾後|後續|期間|在此|對此|為此|因此|故)+"
)
CONJUNCTION = re.compile(r"(?:並且?|以及|且|同時|暨)")
REPORTED = re.compile(r"表示|指出|說明|提及|談到|透露|回應稱|認為")
KNOWN = re.compile(
    rf"(?:{REPORTED.pattern})(?!會|書|資料)|已|曾|瞭解|了解|理解|知悉|體認|重視|關切|肯定|見證"
)
"""What a party has done, says, knows, values or witnessed is no deed to come."""
THING = re.compile(
    r"(?:標的|計畫|協議|協定|措施|機制|成果|會議|工作小組|聲明|本案|該案|此舉|平台|合作)(?:也|亦)?$"
)
"""What will happen to a thing is no promise of a party."""
DISPOSING = re.compile(r"將[^，。將]{2,14}?(?:納入|列入|列為|視為|轉為|定位為|融入|定為)")
FACT = re.compile(
    r"(?:歡迎|樂見|肯定)[^，。]{0,30}?(?:成果|進展|完成|啟用|生效|簽署|通過|達成|落成|成立|圓滿|順利)"
)
"""To welcome what is done already promises nothing."""
WHEN = re.compile(
    r"^(?:(?:於|在|自|至|迄|預定|民國|西元|今|本|明|後|上|下|第|每|未來|近期|目前|現階段|短期|"
    r"中長期|年底|月底|[\d一二三四五六七八九十]+|[年月日季週半度底初內前後起中]|另|也|亦|均|"
    r"皆|則|並|仍|持續|優先|先|再|共同|分別|各|即|可|已)|[、()（）])*$"
)
"""A time or an adverb in front of a verb is no thing that the verb speaks of."""
DUTY = re.compile(
    r"(?:均|皆|亦|也|各)?(?:應(?!用|對|變|邀|處|有|該|屬|為)|須(?!知)|會(?=在|於|儘|盡|持|派|提|協|將))"
)
"""What a party shall do binds it like an agreement; where nobody is named before it, it is a view."""
DATED = re.compile(r"預計(?!可|能|將)|預定")
"""When the deed before will come about; with nobody named it is no deed of its own."""
BY = re.compile(r"由(?=@)")
"""Who is to do what follows: 由關務署提出, 費用由甲方負擔."""
DONE = re.compile(
    r"(?:均|業|皆|並)?已(?:陸續|全數|順利|全部|依序|均)?(?:完成|辦理完畢|辦竣|上路|實施)|圓滿(?:完成|落幕)"
)
"""What a sentence says is done already was no promise of this paper."""
CONCRETE = re.compile(
    r"(?:成立|建立|設立|設置|舉辦|辦理|召開|簽署|完成|提出|互派|派遣|開放|建置|啟動|公布|交換|取消|調降|試辦|修正|增設)"
)
"""A short line that begins with one of these names an action, and is no heading."""
SINCE = re.compile(r"(?:鑑於|鑒於|有鑑於|由於|因為|基於)")
MODAL_NEED = re.compile(r"應(?!用|對|變|邀|處|有盡有)|須|必須|有必要|亟需")
YEAR = re.compile(
    r"(?:於|自|在|早在)?(?:西元|民國)?(?<!\d)(\d{2,4})年(?!內|度?[前底]|[^，。]{0,6}[前底]|起|後)"
)
TWO = r"[台美]{2}雙方|雙方|兩國|兩方|台美(?=[將同願均擬已刻]|持續|合作)|美台(?=[將同願均擬])"
HE = re.compile(r"(?:渠|其|該(?:國|方|院|部|署))[^，。]{0,6}將")
PHRASE_ONLY = re.compile(rf"(?:{PHRASE})?{ADVERBS}$")
VAGUE = re.compile(r"(?:深化|加強|強化|促進|促使|促成|推動|推進|提升|提高|合作|擴大|拓展|維持|保障|持續)")

RESULTS = re.compile(
    r"成果|共識|同意|決議|決定|結論|後續|下一步|行動|待辦|辦理事項|工作項目|承諾|推動事項|合作事項|具體措施"
)
WISHES = re.compile(r"關切|請求|訴求|盼|希望|建議事項|要求")
OF_IT = re.compile(r"(?:相關|上述|前述|上開|該|本|此)")
THIS = re.compile(r"(?:該|本|此)(?!次|屆|人)")
WHO_BEHIND = re.compile(r"[（(]([^（()）]{1,40})[）)][。；]?$")
"""Who is to do an item may stand in brackets behind it: （乙方，2027年9月底前）."""
GIVING = re.compile(
    r"提供|負擔|支應|補助|協助|派遣|派員|開放|交換|互派|設置|增設|成立|資助|出資|擔任|完成|公布|建置|辦理|舉辦"
)
"""What an item of a list that names who acts may say without a verb of commitment: 我方提供獎學金."""
DENIED = re.compile(r"(?:無法|未|不|尚未|並未|不再|無意)$")
ALREADY = re.compile(r"(?:已|曾|業經)(?!著手)|均(?!應)|各自說明")
