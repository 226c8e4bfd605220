"""Lines that stand around stories and belong to none, written for this project."""

from __future__ import annotations

from typing import Final

FURNITURE: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "Share this article: Facebook X WhatsApp Email",
        "Sign up for our morning briefing and never miss a story.",
        "Follow us for breaking news",
        "© All rights reserved. Terms | Privacy | Cookies",
        "Advertisement",
        "23 comments",
        "Most read",
        "203.0.113.77",
        "Join our newsletter: the best of the week in your inbox",
        "Click here to read more stories like this",
    ),
    "de": (
        "Artikel teilen: Facebook X WhatsApp E-Mail",
        "Melden Sie sich für unseren Newsletter an und verpassen Sie nichts.",
        "© Alle Rechte vorbehalten. Impressum | Datenschutz",
        "Anzeige",
        "14 Kommentare",
        "Meistgelesen",
    ),
    "fr": (
        "Partager cet article : Facebook X WhatsApp",
        "Inscrivez-vous à notre lettre du matin et ne manquez rien.",
        "© Tous droits réservés. Mentions légales | Confidentialité",
        "Publicité",
        "8 commentaires",
        "Les plus lus",
    ),
    "es": (
        "Compartir esta noticia: Facebook X WhatsApp",
        "Suscríbete a nuestro boletín y no te pierdas nada.",
        "© Todos los derechos reservados. Aviso legal | Privacidad",
        "Publicidad",
        "11 comentarios",
        "Lo más leído",
    ),
    "fi": (
        "Jaa artikkeli: Facebook X WhatsApp",
        "Tilaa uutiskirje, niin kuulet tärkeimmät uutiset ensimmäisenä.",
        "© Kaikki oikeudet pidätetään. Tietosuoja | Käyttöehdot",
        "Mainos",
        "6 kommenttia",
        "Luetuimmat",
    ),
    "sv": (
        "Dela artikeln: Facebook X WhatsApp",
        "Prenumerera på vårt nyhetsbrev och missa ingenting.",
        "© Alla rättigheter förbehållna. Villkor | Integritet",
        "Annons",
        "9 kommentarer",
        "Mest läst",
    ),
}
"""Share bars, sign-up lines, footers, counters and bare addresses, by language."""
