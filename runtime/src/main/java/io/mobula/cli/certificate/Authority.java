package io.mobula.cli.certificate;

import io.mobula.tls.BadCertificateException;
import io.mobula.tls.NodeCertificate;
import io.mobula.tls.Pem;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority: its certificate and its key. Elliptic keys on P-256, signed by the JDK's own algorithms. */
public record Authority(X509Certificate certificate, PrivateKey key) {
    /** Longer than a cluster lives. */
    public static final Duration LIFE = Duration.ofDays(20 * 365);

    /** Clocks of two machines differ. */
    private static final Duration EARLIER = Duration.ofHours(1);

    private static final int SERIAL_BITS = 120;

    /** A certificate and its key. */
    public record Issued(X509Certificate certificate, PrivateKey key) {}

    /** When a certificate is good. */
    public record Term(Instant from, Instant until) {
        public static Term of(Instant now, Duration life) {
            return new Term(now.minus(EARLIER), now.plus(life));
        }
    }

    /** A new one. */
    static Authority create(String cluster, Term term) {
        try {
            KeyPair pair = pair();
            var name = new X500Principal("CN=Mobula cluster " + cluster);
            var builder = new JcaX509v3CertificateBuilder(
                    name, serial(), Date.from(term.from()), Date.from(term.until()), name, pair.getPublic());
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()));
            return new Authority(signed(builder, pair.getPrivate()), pair.getPrivate());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException("this JDK cannot make certificates", e);
        }
    }

    static Authority read(Path certificate, Path key) throws BadCertificateException {
        return new Authority(Pem.certificates(certificate).getFirst(), Pem.privateKey(key));
    }

    /** For a node, with a key of its own; good for both ends of a connection. */
    public Issued issue(NodeSubject node, Term term) {
        try {
            KeyPair pair = pair();
            return new Issued(signed(node(node, term, pair.getPublic()), key), pair.getPrivate());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException("this JDK cannot make certificates", e);
        }
    }

    private JcaX509v3CertificateBuilder node(NodeSubject node, Term term, PublicKey publicKey)
            throws GeneralSecurityException, CertIOException {
        var builder = new JcaX509v3CertificateBuilder(
                certificate.getSubjectX500Principal(),
                serial(),
                Date.from(term.from()),
                Date.from(term.until()),
                new X500Principal("CN=" + node.name()),
                publicKey);
        var extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        builder.addExtension(Extension.subjectAlternativeName, false, names(node));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(certificate.getPublicKey()));
        return builder;
    }

    private static GeneralNames names(NodeSubject node) {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, NodeCertificate.NODE_URI + node.name()));
        for (String host : node.hosts())
            names.add(new GeneralName(NodeSubject.isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host));
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS);
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
