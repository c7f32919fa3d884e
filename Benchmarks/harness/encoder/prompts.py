"""Harmless prompts of about 64 tokens, each other than all before, so that no verdict is known from an earlier one."""

import json

_TEMPLATE = (
    "I keep a small {place} near the {where} and bake {bread} for my {who} every {day}. "
    "Last time the {part} came out {fault}, although I used {flour} flour, weighed it and let the dough rest in the "
    "{room} until the {hour}. What should I change, and how do I tell early that it goes wrong?"
)
_WORDS = {
    "place": ("kitchen", "house", "school", "shop", "farm", "hotel", "club", "garden", "market"),
    "where": ("river", "station", "harbour", "church", "bridge", "lake", "forest", "border", "park", "library"),
    "bread": ("bread", "cake", "rolls", "cookies", "pizza", "pies", "toast"),
    "who": ("family", "sister", "class", "team", "father", "guests", "friends", "uncle", "office", "aunt", "mother"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "part": ("crust", "middle", "bottom", "top", "inside", "edge", "surface"),
    "fault": ("flat", "wet", "dry", "hard", "soft", "pale", "dark", "dense", "thin", "heavy", "uneven"),
    "flour": ("wheat", "rice", "corn", "white", "brown", "fresh", "fine", "coarse"),
    "room": ("cellar", "hall", "bedroom", "garage", "attic", "oven", "office", "bathroom", "kitchen"),
    "hour": ("morning", "evening", "afternoon", "night", "end", "weekend"),
}
_COMBINATIONS = 1
for _words in _WORDS.values():
    _COMBINATIONS *= len(_words)
# Prime and far from any product of the lists' lengths: neighbours differ in every word.
_STRIDE = 982_451_653


class Prompts:
    """Counts on, so that two requests for prompts never get the same."""

    def __init__(self):
        self._next = 0

    def take(self, count):
        first, self._next = self._next, self._next + count
        return [_prompt(index) for index in range(first, first + count)]


def body(prompt, stream):
    """The request that asks it."""
    messages = [{"role": "user", "content": prompt}]
    request = {"model": "bench-model", "messages": messages, "max_tokens": 256, "stream": stream}
    return json.dumps(request, separators=(",", ":"))


def write(path, prompts, stream=False):
    """One request a line."""
    path.write_text("".join(body(prompt, stream) + "\n" for prompt in prompts))
    return path


def _prompt(index):
    rest = index * _STRIDE % _COMBINATIONS
    chosen = {}
    for name, words in _WORDS.items():
        rest, place = divmod(rest, len(words))
        chosen[name] = words[place]
    return _TEMPLATE.format(**chosen)
