package io.mobula.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM files as every tool writes them. */
public final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_KINDS = List.of("EC", "RSA", "EdDSA");

    private Pem() {}

    /** All certificates of the file, in its order; at least one. */
    public static List<X509Certificate> certificates(Path file) throws BadCertificateException {
        var found = new ArrayList<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (Certificate each : factory.generateCertificates(new ByteArrayInputStream(read(file)))) {
                if (each instanceof X509Certificate certificate) found.add(certificate);
            }
        } catch (CertificateException e) {
            throw new BadCertificateException(file + " holds no certificate: " + e.getMessage(), e);
        }
        if (found.isEmpty()) throw new BadCertificateException(file + " holds no certificate");
        return List.copyOf(found);
    }

    /** An unencrypted PKCS #8 key. */
    public static PrivateKey privateKey(Path file) throws BadCertificateException {
        Matcher matcher = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!matcher.find())
            throw new BadCertificateException(file
                    + " holds no private key in the form PKCS #8, which begins with BEGIN PRIVATE KEY and has"
                    + " no password");
        try {
            var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
            for (String kind : KEY_KINDS) {
                try {
                    return KeyFactory.getInstance(kind).generatePrivate(spec);
                } catch (InvalidKeySpecException anotherKind) {
                    // the next may fit
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BadCertificateException(file + " holds a damaged private key", e);
        }
        throw new BadCertificateException(file + " holds a private key of none of the kinds " + KEY_KINDS);
    }

    private static byte[] read(Path file) throws BadCertificateException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new BadCertificateException(file + " does not exist", e);
        } catch (IOException e) {
            throw new BadCertificateException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
