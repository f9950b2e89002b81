"""The way of a result: drafted, initialled, signed, numbered, released."""

from access.asks import PREPARATION, REGISTER, Ask, page, verb
from access.relations import CLERKS_OF_RECORDS, INITIALS, NO_ONE, NUMBERS, SEES, SEES_PAPER, SIGNERS, SIGNS, WORKS

ROUTES: dict[str, tuple[Ask, ...]] = {
    # The way of a result. Who may return it depends on who has it: a head no more once it was initialled.
    "/dossiers/<int:dossier_id>/draft/": verb("running", WORKS),
    "/dossiers/<int:dossier_id>/submit_document/": verb("p-drafted", WORKS),
    "/dossiers/<int:dossier_id>/discard_document/": verb("p-drafted", WORKS),
    "/dossiers/<int:dossier_id>/initial/": verb("p-submitted", INITIALS),
    "/dossiers/<int:dossier_id>/approve/": verb("p-initialled", SIGNS),
    "/dossiers/<int:dossier_id>/sign/": verb("p-approved", SIGNS),
    "/dossiers/<int:dossier_id>/number/": verb("p-signed", NUMBERS),
    "/dossiers/<int:dossier_id>/release/": verb("p-numbered", NUMBERS),
    "/dossiers/<int:dossier_id>/cancel_number/": verb("p-numbered", NUMBERS),
    "/dossiers/<int:dossier_id>/return_document/": (
        Ask(dossier="p-signed", allowed=INITIALS | SIGNS | NUMBERS, reads=INITIALS | SIGNS | NUMBERS, told=True),
        Ask(
            method="POST",
            dossier="p-signed",
            allowed=INITIALS | SIGNS | NUMBERS,
            reads=INITIALS,
            writes=SIGNS | NUMBERS,
            sent="verb",
            status=(303,),
        ),
    ),
    "/dossiers/<int:dossier_id>/document/": (
        Ask(dossier="p-drafted", allowed=SEES_PAPER, reads=SEES_PAPER, told=True, noted=True),
        Ask(dossier="running", allowed=NO_ONE),  # nothing was drafted
    ),
    "/signing/": (
        page(allowed=SIGNERS, reads=INITIALS | SIGNS, told=True),
        page(
            method="POST",
            allowed=SIGNERS,
            reads=SEES,  # a refusal names the dossier to whoever may see it
            writes=INITIALS | SIGNS,
            sent="papers returned",
        ),
    ),
    "/signing/<int:dossier_id>/token/": (
        Ask(dossier="p-approved", allowed=SIGNS, reads=SIGNS, told=True),
        Ask(dossier="p-numbered", allowed=NUMBERS, reads=NUMBERS, told=True),
        Ask(method="POST", dossier="p-approved", allowed=SIGNS, reads=SIGNS, status=(422,)),  # without a certificate
    ),
    # Only for whoever prepared the signature, and that is none of the askers.
    "/signing/token/<int:preparation_id>/": (
        Ask(allowed=NO_ONE, arguments=PREPARATION),
        Ask(method="POST", allowed=NO_ONE, arguments=PREPARATION),
    ),
    "/signing/token/<int:preparation_id>/data/": (Ask(allowed=NO_ONE, arguments=PREPARATION),),
    "/numbering/": (
        page(allowed=CLERKS_OF_RECORDS, reads=NUMBERS, told=True),
        page(method="POST", allowed=CLERKS_OF_RECORDS, reads=SEES, writes=NUMBERS, sent="papers numbered"),
    ),
    "/numbering/import/": (
        page(allowed=CLERKS_OF_RECORDS),
        page(method="POST", allowed=CLERKS_OF_RECORDS, status=(422,)),  # without a sheet
    ),
    "/registers/": (
        page(allowed=CLERKS_OF_RECORDS),
        page(method="POST", allowed=CLERKS_OF_RECORDS, writes=NUMBERS, sent="register", status=(303,)),
    ),
    "/registers/<int:register_id>/": (
        page(allowed=NUMBERS, arguments=REGISTER),
        page(method="POST", allowed=NUMBERS, writes=NUMBERS, sent="reserve", status=(303,), arguments=REGISTER),
    ),
}
