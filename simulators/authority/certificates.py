"""Making certificates and lists of the revoked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from simulators.authority.kinds import Kind

BITS = 2048
BACKDATED = timedelta(minutes=5)  # clocks differ


@dataclass(frozen=True, slots=True)
class House:
    """An authority: its name, its key, its certificate."""

    name: str
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate


def new_key() -> rsa.RSAPrivateKey:
    """A fresh RSA key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=BITS)


def found_house(name: str, *, common_name: str, organisation: str, above: House | None) -> House:
    """Make an authority with its own key: a root where nobody stands above it, else a sub-authority."""
    key = new_key()
    subject = _name(common_name=common_name, organisation=organisation)
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.certificate.subject if above else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=365))
        .not_valid_after(now + timedelta(days=365 * (9 if above else 19)))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0 if above else 1), critical=True)
        .add_extension(_key_usage(authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if above:
        builder = builder.add_extension(_issued_by(above), critical=False)
    return House(name, key, builder.sign(above.key if above else key, hashes.SHA256()))


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose certificate it is: name, agency or company, number, title, place."""

    common_name: str
    organisation: str
    number: str
    title: str = ""


def issue(
    house: House,
    kind: Kind,
    *,
    public_key: rsa.RSAPublicKey,
    subject: Subject,
    crl_address: str,
    valid_from: datetime | None = None,
    days: int = 365 * 3,
) -> x509.Certificate:
    """A certificate of `kind` for `public_key`, valid for `days` from `valid_from` (now)."""
    begin = valid_from or datetime.now(UTC) - BACKDATED
    return (
        x509.CertificateBuilder()
        .subject_name(
            _name(
                common_name=subject.common_name,
                organisation=subject.organisation,
                title=subject.title,
                uid=f"{kind.prefix}:{subject.number}",
            )
        )
        .issuer_name(house.certificate.subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([x509.ObjectIdentifier(kind.usage)]), critical=kind.name == "timestamp")
        .add_extension(
            x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(kind.policy), None)]),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(_issued_by(house), critical=False)
        .add_extension(
            x509.CRLDistributionPoints(
                [x509.DistributionPoint([x509.UniformResourceIdentifier(crl_address)], None, None, None)]
            ),
            critical=False,
        )
        .sign(house.key, hashes.SHA256())
    )


def revocation_list(
    house: House, revoked: Iterable[tuple[int, datetime]], *, number: int
) -> x509.CertificateRevocationList:
    """The list of the revoked, good for a day."""
    now = datetime.now(UTC)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(house.certificate.subject)
        .last_update(now)
        .next_update(now + timedelta(days=1))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(_issued_by(house), critical=False)
    )
    for serial, at in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at)
        entry = entry.add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(house.key, hashes.SHA256())


def _name(*, common_name: str, organisation: str, title: str = "", uid: str = "") -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.TITLE, title)]
    parts += [(NameOID.COMMON_NAME, common_name[:64]), (NameOID.USER_ID, uid)]
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts if text])


def _issued_by(house: House) -> x509.AuthorityKeyIdentifier:
    own = house.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _key_usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
