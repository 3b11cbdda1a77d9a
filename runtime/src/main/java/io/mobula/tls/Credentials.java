package io.mobula.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom a process believes, and what it shows itself. Immutable. */
public final class Credentials {
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    /**
     * What a node shows.
     *
     * @param chain its certificate first
     */
    public record Own(List<X509Certificate> chain, PrivateKey key) {
        public Own {
            chain = List.copyOf(chain);
        }

        public NodeCertificate certificate() {
            return NodeCertificate.of(chain.getFirst());
        }
    }

    private final List<X509Certificate> authorities;
    private final Optional<Own> own;
    private final X509TrustManager trust;
    private final SSLContext context;

    /** Of the end that is dialed by anyone. */
    private final SSLContext lenient;

    private Credentials(List<X509Certificate> authorities, Optional<Own> own) throws BadCertificateException {
        this.authorities = authorities;
        this.own = own;
        try {
            this.trust = trust(authorities);
            KeyManager[] keys = own.map(OneKey::new).stream().toArray(KeyManager[]::new);
            this.context = context(keys, trust);
            this.lenient = context(keys, new JudgedLater());
        } catch (GeneralSecurityException | IOException e) {
            throw new BadCertificateException("the certificates cannot be used: " + e.getMessage(), e);
        }
    }

    /** A node's. Whether the certificate names it and is in time, {@link OwnCertificate} judges. */
    public static Credentials ofNode(TlsFiles files) throws BadCertificateException {
        var own = new Own(Pem.certificates(files.certificate()), Pem.privateKey(files.key()));
        OwnCertificate.requirePair(files, own);
        return new Credentials(Pem.certificates(files.ca()), Optional.of(own));
    }

    /** Of a program or command that verifies nodes and proves itself by the token. */
    public static Credentials ofClient(Path ca) throws BadCertificateException {
        return new Credentials(Pem.certificates(ca), Optional.empty());
    }

    private static X509TrustManager trust(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) store.setCertificateEntry("ca-" + i, authorities.get(i));
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager each : factory.getTrustManagers()) if (each instanceof X509TrustManager found) return found;
        throw new IllegalStateException("every JDK has a PKIX trust manager");
    }

    private static SSLContext context(KeyManager[] keys, TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys, new TrustManager[] {trust}, null);
        return context;
    }

    public List<X509Certificate> authorities() {
        return authorities;
    }

    public Optional<Own> own() {
        return own;
    }

    /** For the end that dials; it verifies the chain of who answers. Without a host, so that no session is kept for a second connection. */
    public SSLEngine dialing() {
        SSLEngine engine = engine();
        engine.setUseClientMode(true);
        return engine;
    }

    /** As {@link #dialing}, over a socket that is connected; for a look, not for traffic. It closes the socket. */
    public SSLSocket dialingSocket(Socket connected, String host, int port) throws IOException {
        if (context.getSocketFactory().createSocket(connected, host, port, true) instanceof SSLSocket socket) {
            socket.setEnabledProtocols(PROTOCOLS);
            return socket;
        }
        throw new IllegalStateException("a TLS factory makes TLS sockets");
    }

    /** For the end that is dialed, by peers that all have certificates. */
    public SSLEngine answeringNodes() {
        SSLEngine engine = engine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return engine;
    }

    /**
     * For the end that is dialed by nodes, which show a certificate, and by programs, which do not. It takes any certificate that is shown, so that its owner can be told in words what is wrong with it:
     * whoever uses this calls {@link #verify} before it believes anything.
     */
    public SSLEngine answeringAnyone() {
        SSLEngine engine = configured(lenient.createSSLEngine());
        engine.setUseClientMode(false);
        engine.setWantClientAuth(true);
        return engine;
    }

    private SSLEngine engine() {
        return configured(context.createSSLEngine());
    }

    private static SSLEngine configured(SSLEngine engine) {
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    /** What is wrong with the chain that a dialer shows, as a clause; empty if nothing is. */
    public Optional<String> verify(List<X509Certificate> chain) {
        try {
            trust.checkClientTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(TlsWords.reason(e));
        }
    }
}
