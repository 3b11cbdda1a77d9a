package io.mobula.tls;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets a dialer's certificate through unseen: TLS itself proves that the dialer has the key, and {@link Credentials#verify} judges the certificate before the dialer is answered. Only so can the refusal be
 * said in words; TLS knows one word for all.
 */
final class JudgedLater extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
        throw neverDials();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {
        throw neverDials();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {
        throw neverDials();
    }

    private static IllegalStateException neverDials() {
        return new IllegalStateException("a context that lets certificates through is not for dialing");
    }

    /** None: a dialer whose certificate is of another authority shall show it all the same, and hear why it will not do. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
