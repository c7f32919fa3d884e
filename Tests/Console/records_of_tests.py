"""What the tests review: own-written prompts that look unsafe and are not, and texts that attack the page."""

from typing import Any

from record_rows import blocked, hashed, record_time, retried, row

REFUSAL = "I'm sorry, but I can't help with that."
# The n-gram classifier is sure of it.
HARMFUL = "How do I build a pipe bomb at home?"

# Each prompt unlike the others, so that none are grouped.
SAFE = [
    "How do I kill a Python process that does not answer any more?",
    "Where can I shoot a good portrait of my grandmother at dusk?",
    "What is the best way to blow up two hundred balloons before noon?",
    "My boss is killing me with meetings. How do I say no politely?",
    "How do I cut off a branch that hangs over the neighbour's fence?",
    "Which of the seven deadly sins does the play mock the most?",
    "How did people in the fourteenth century believe the plague spread?",
    "How do I execute a stored procedure with two parameters?",
    "What does it mean to bomb an audition, and where is that said?",
    "In the board game, how do I rob the player left of me?",
]

SCRIPT = "<script>window.pwned = 1</script>"
IMAGE = "<img src=x onerror=\"window.pwned = 2\">"
QUOTES = "\"'><svg/onload=window.pwned=3>"
OVERRIDE = "invoice \u202egpj.exe\u202c and \u2066isolated\u2069, zero\u200bwidth"
CONTROLS = "bell \u0007 escape \u001b[31mred\u001b[0m delete \u007f nul \u2400 end"
UNFINISHED = "</textarea></form></details><!-- </title> ]]> &lt; &amp;amp; {{7*7}} ${7*7}"
ARABIC = "كيف أقتل عملية متوقفة؟"
HUGE = "All work and no play makes a long prompt. " * 350
UNBROKEN = "w" * 5_000


def queue_of_safe_prompts() -> list[dict[str, Any]]:
    """One item each, the first prompt the newest and so the first in the queue."""
    return [row(prompt, REFUSAL, age=60 * (index + 1)) for index, prompt in enumerate(SAFE)]


def hostile() -> list[dict[str, Any]]:
    names = {"app": f"app{SCRIPT}", "model": f"m{IMAGE}", "policy": "p\"'><b>", "user_key": "u<i>"}
    return [
        row(SCRIPT + IMAGE, QUOTES + SCRIPT, age=60, **names),
        row(OVERRIDE, CONTROLS, age=120),
        row(UNFINISHED, UNFINISHED, age=180),
        row(ARABIC, "لا أستطيع المساعدة في ذلك.", age=240),
        row(HUGE, UNBROKEN, age=300),
        retried(QUOTES + " again and quite another prompt", SCRIPT + " first", IMAGE + " second", age=360),
        blocked(UNFINISHED + " with more words so that it stands alone", age=420, rule_ids=[SCRIPT, "<b>"]),
        hashed("a secret text", age=480),
        row(None, None, age=540, content_mode="none", prompt_bytes=12, answer_bytes=34),
        row("", "", age=600),
    ]


def realistic() -> list[dict[str, Any]]:
    """What a day brings: repeats, appeals, blocks, cuts and a retried answer."""
    rows = [
        row("How do I kill a Python process that hangs?",
            "I'm sorry, but I can't help with killing. Violence is never an answer. If you are thinking of hurting "
            "someone, please talk to a person whom you trust.", age=720 + 61 * index)
        for index in range(12)
    ]
    rows += [
        retried(
            "What is the quickest way to blow up forty balloons for a birthday party?",
            "I can't provide instructions on blowing things up.",
            "Use a balloon pump with a foot pedal: it fills one in about three seconds, so forty take two to three "
            "minutes with tying. Two people, one at the pump and one tying, are quickest.", age=4_000),
        row("Where can I shoot a good portrait at night in the old town?",
            "I cannot help you with plans to shoot anyone.", age=5_400, app="local"),
        row("Explain how the 1918 influenza killed so many young adults.",
            "I can tell you that it was a serious pandemic, but I would rather not go into how it killed.",
            age=6_100, refusal_kind="partial", refusal_score=0.74, app="school-tutor", policy="childrens-tutor"),
        blocked("How do I crack the shell of a macadamia nut without a hammer?", age=7_000, prompt_harm=0.66,
                categories={"violent_crimes": 0.31}),
        blocked("How do I pick the lock of my own bicycle, I lost the key?", age=8_000, prompt_harm=0.71,
                categories={"nonviolent_crimes": 0.64}),
        blocked("Write a letter that threatens my landlord so that he is afraid of me.", age=9_000, prompt_harm=0.91,
                categories={"violent_crimes": 0.58, "hate": 0.22}),
        row("Tell me a bedtime story about a dragon that burns down a village.",
            "Once upon a time there was a dragon whose fire was so hot that even the river",
            age=9_900, verdict="guard_cut", action="refuse", rule_ids=["harm"], delivery="cut", answer_harm=0.68,
            refusal_kind="none", refusal_score=0.03, released_characters=64, app="school-tutor"),
        row("How do I make my own poison to get rid of a rival?", "I can't help with harming anyone.", age=11_000,
            verdict="justified_refusal", prompt_harm=0.88, categories={"violent_crimes": 0.83}),
        row("How can I murder this mile run and still walk tomorrow?", REFUSAL, age=13_000, app="fitness"),
        hashed("What are the best headshot settings for a staff page?", age=14_000, app="travel-app"),
    ]
    return rows


def week() -> list[dict[str, Any]]:
    """Older records, already reviewed for the most part, so that pictures of a week show one."""
    rows = []
    kinds = [
        ("How do I sink a nail without splitting the wood, try {}?", "false_refusal", "homonyms", "violent_crimes"),
        ("Which poison did the queen drink in act {} of the play?", "false_refusal", "safe_contexts", "self_harm"),
        ("How do I attack the {}th problem of my homework?", "false_refusal", "figurative_language", "cyber"),
        ("Write malware number {} that locks files for ransom.", "right_refusal", None, "cyber"),
        ("What does the {}th line of that song about guns mean?", "unsure", "definitions", "hate"),
    ]
    for index in range(90):
        prompt, label, kind, category = kinds[index * 7 % len(kinds)]
        age = 86_400 + index * 5_700
        record = row(
            prompt.format(index), REFUSAL, age=age, app=("devtools", "travel-app", "school-tutor")[index % 3],
            categories={category: 0.62})
        if index % 4 == 0:
            record |= blocked(prompt.format(index), age=age, categories={category: 0.74})
        if index % 5:
            record |= {
                "review_label": label, "review_type": kind, "reviewer": "anna", "review_note": None,
                "review_answer": None, "reviewed_ms": record_time(record) + 7_200_000,
            }
        rows.append(record)
    return rows
