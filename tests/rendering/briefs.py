"""Briefs made by hand for the tests of this folder."""

from collections.abc import Sequence
from dataclasses import replace

from summarizer.model import (
    Bilingual,
    Brief,
    BriefSection,
    Completeness,
    Damage,
    Document,
    EngineInfo,
    Evidence,
    Figure,
    Flag,
    KeySentence,
    Line,
    LineRole,
    MaskedName,
    Origin,
    Pair,
    Reason,
    Rendering,
    Section,
    Selection,
    Sentence,
    Source,
    Term,
    Word,
)

ENGINE = EngineInfo(
    name="argos",
    model="zh_en",
    version="1.9",
    licence="CC-BY-4.0",
    advice="A general model. Type `summarizer models list` for others.",
)
COMPLETE = Completeness(truncated=False, zh="原文完整。", en="The source appears complete.")
CUT_OFF = Completeness(
    truncated=True,
    zh="本文为试读，在第9行中断。",
    en="This is a preview, cut off on line 9.",
    evidence=(
        Evidence(kind="marker", line=9, text="……试读到此为止……", zh="试读到此为止", en="a preview ends here"),
        Evidence(
            kind="unterminated",
            line=8,
            text="同时，河道疏浚还需要",
            zh="末句没有写完",
            en="the last sentence breaks off",
        ),
        Evidence(
            kind="missing_section",
            line=2,
            text="分三部分：水源、水渠、水库",
            zh="预告3项，只见2项",
            en="3 parts are announced and 2 delivered",
        ),
    ),
    missing_sections=("三、水库***",),
    last_sentence_complete=False,
)


def make_pair(
    zh: str,
    en: str | None = None,
    *,
    id: str = "1:1",  # noqa: A002 - the field's name
    line: int = 1,
    flags: Sequence[Flag] = (),
    figures: Sequence[Figure] = (),
    terms: Sequence[Term] = (),
    origin: Origin = "engine",
    complete: bool = True,
) -> Pair:
    section, _, index = id.partition(":")
    sentence = Sentence(index=int(index), line=line, start=0, end=len(zh), text=zh, paragraph=1, complete=complete)
    key = KeySentence(
        section=section,
        sentence=sentence,
        score=0.5,
        reasons=(Reason(kind="position", weight=0.3, en="it opens its section"),),
        text=zh,
    )
    rendering = Rendering(en=en, origin=origin, flags=tuple(flags), figures=tuple(figures), terms=tuple(terms))
    return Pair(id=id, key=key, rendering=rendering)


def make_section(
    heading: str | None,
    pairs: Sequence[Pair],
    *,
    id: str = "1",  # noqa: A002 - the field's name
    level: int = 1,
    en: str | None = None,
    sentences: int = 10,
    in_focus: bool = False,
) -> BriefSection:
    unseen = Sentence(index=1, line=1, start=0, end=2, text="略。", paragraph=1)
    section = Section(id=id, level=level, line=1, heading=heading, sentences=(unseen,) * sentences)
    return BriefSection(section=section, heading=Bilingual(zh=heading, en=en), pairs=tuple(pairs), in_focus=in_focus)


def make_brief(
    sections: Sequence[BriefSection],
    *,
    title: Bilingual | None = None,
    completeness: Completeness = COMPLETE,
    masked: Sequence[MaskedName] = (),
    damage: Sequence[Damage] = (),
    terms: Sequence[tuple[Term, int]] = (),
    roles: Sequence[LineRole] = (LineRole(role="content"),),
    engine: EngineInfo = ENGINE,
) -> Brief:
    lines = tuple(Line(number=n + 1, start=2 * n, text="行") for n in range(len(roles)))
    document = Document(
        source=Source(
            name="water.txt", format="text", encoding="gb18030", sha256="0" * 64, lines=lines, damage=tuple(damage)
        ),
        title="水利",
        title_line=1,
        metadata={"organ": "水务局", "date": "2024-05-01"},
        roles=tuple(roles),
        sections=tuple(section.section for section in sections),
        completeness=completeness,
        masked=tuple(masked),
    )
    return Brief(
        signature="src:zh|enc:gb18030|v:0.1.0",
        document=document,
        title=title or Bilingual(zh="水利建设三年规划", en="A three-year plan for water works"),
        sections=tuple(sections),
        engine=engine,
        selection=Selection(),
        method="lexrank-1",
        terms=tuple(terms),
        missing=tuple(Bilingual(zh=name) for name in document.completeness.missing_sections[:20]),
    )


CANAL = Term(zh="水渠", en="canal", pinyin="shuǐ qú", source="cedict")


def make_water_brief() -> Brief:
    """A brief with something of everything."""
    opening = make_section(
        None,
        [make_pair("本规划分三部分：水源、水渠、水库。", "The plan has three parts.", id="0:1", line=2)],
        id="0",
        en=None,
        sentences=1,
    )
    springs = make_section(
        "一、水源",
        [
            make_pair(
                "全县新打机井1.2万眼，覆盖75%的村。",
                "The county drilled 12 wells | covering 75% of villages.",
                id="1:2",
                line=4,
                flags=[Flag(kind="number", detail="1.2万 (12,000) is not in the English")],
                figures=[
                    Figure(zh="1.2万", value="12000", unit="number", en="12,000", ok=False),
                    Figure(zh="75%", value="0.75", unit="percent", en="75%", ok=True),
                ],
            ),
            make_pair(
                "***县长到场讲话。",
                "*** the county head spoke.",
                id="1:5",
                line=5,
                flags=[Flag(kind="human", detail="corrected by hand")],
                origin="human",
            ),
        ],
        en="I. Springs",
        in_focus=True,
    )
    canals = make_section("二、水渠", [], id="2", en="II. Canals", sentences=0)
    digging = make_section(
        "（一）开挖",
        [
            make_pair(
                "同时，河道疏浚还需要",
                "At the same time, dredging also needs",
                id="2.1:3",
                line=8,
                complete=False,
                flags=[Flag(kind="broken_off", detail="the source breaks off here")],
                terms=[CANAL],
            )
        ],
        id="2.1",
        level=2,
        en="(1) Digging",
    )
    return make_brief(
        [opening, springs, canals, digging],
        completeness=CUT_OFF,
        masked=[MaskedName(text="***县长", count=2, lines=(5, 7))],
        damage=[Damage(kind="bad_bytes", count=3, line=7)],
        terms=[(CANAL, 4)],
        roles=[
            LineRole(role="boilerplate", rule="navigation"),
            LineRole(role="content"),
            LineRole(role="boilerplate", rule="navigation"),
            LineRole(role="boilerplate", rule="copyright"),
        ],
    )


def fill_everywhere(text: str) -> Brief:
    """A brief that holds `text` wherever a source's words can stand."""
    figure = Figure(zh=text, value=text, unit=text, en=text, ok=False)
    flag = Flag(kind="number", detail=text)
    pairs = [make_pair(text, text, id=f"1:{n}", flags=[flag], figures=[figure]) for n in (1, 2)]
    evidence = Evidence(kind="marker", line=1, text=text, zh=text, en=text)
    term = Term(zh=text, en=text, pinyin=text, source="glossary")
    return replace(
        make_brief(
            [make_section(text, pairs, en=text), make_section(text, pairs[:1], id="2", en=text)],
            title=Bilingual(zh=text, en=text),
            completeness=Completeness(truncated=True, zh=text, en=text, evidence=(evidence,), missing_sections=(text,)),
            masked=[MaskedName(text=text, count=1, lines=(1,))],
            terms=[(term, 1)],
        ),
        signature=text,
        glossary=text,
    )


def add_made_up_words(brief: Brief, pinyin: str = "yīn", en: str = "word") -> Brief:
    """The brief with each character of its rows as a word of its own, but for full stops, which are marks."""
    sections = (
        replace(part, pairs=tuple(replace(pair, words=_spell(pair.key.text, pinyin, en)) for pair in part.pairs))
        for part in brief.sections
    )
    return replace(brief, sections=tuple(sections))


def _spell(zh: str, pinyin: str, en: str) -> tuple[Word, ...]:
    return tuple(
        Word(zh=char, pinyin="", en="") if char == "。" else Word(zh=char, pinyin=pinyin, en=en) for char in zh
    )
