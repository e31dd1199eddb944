"""English words that no dictionary of ours has: younger than it, or spelt as in Britain."""

from __future__ import annotations

import re
from collections.abc import Iterator

YOUNGER = frozenset(
    "airbnb app apps avatar bitcoin blog blogger blogs brexit broadband carer carers chatbot chatbots coronavirus "
    "covid crowdfunding crypto cryptocurrency cyberattack cyberbullying dashcam deepfake deepfakes defunded drone "
    "drones ebike ebikes ecommerce email emails emoji emojis escooter fintech flatpack foodbank foodbanks furlough "
    "furloughed gastropub greenwashing hashtag hospitalised influencer influencers intersex jihadi lidar livestream "
    "lockdown lockdowns malware meme memes microplastics misgendered mobs netflix nimby nonbinary omicron online "
    "paywall phishing podcast podcaster podcasts quango ransomware rewild rewilding riverbank selfie selfies "
    "semaglutide smartphone smartphones spyware stablecoin startup startups tech tiktok transgender tweet tweeted "
    "tweets unfollow upskilling vape vapes vaping vegan vlog vlogger webinar website websites whatsapp wifi "
    "windfarm youtuber zoonotic".split()
)
_BRITISH = (
    (re.compile(r"is(?=e[drs]?$|ing$|ations?$|able$)"), "iz"), (re.compile(r"ys(?=e[drs]?$|ing$)"), "yz"),
    (re.compile(r"our"), "or"), (re.compile(r"re(?=s?$)"), "er"), (re.compile(r"ll(?=e[drs]$|ing$|ers?$)"), "l"),
    (re.compile(r"[ao]e"), "e"), (re.compile(r"ogue(?=s?$)"), "og"), (re.compile(r"ence(?=s?$)"), "ense"),
)


def american(word: str) -> Iterator[str]:
    """How a British word in small letters may be spelt in America."""
    for pattern, instead in _BRITISH:
        if pattern.search(word):
            yield pattern.sub(instead, word)
