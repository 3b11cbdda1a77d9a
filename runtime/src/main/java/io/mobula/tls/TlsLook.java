package io.mobula.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A look at what listens somewhere, by who has no certificates: it is believed nothing, and told nothing but a greeting. */
public final class TlsLook {
    private TlsLook() {}

    /**
     * Whether TLS is spoken at the other end; closes the socket.
     *
     * @param patienceMillis for each thing it says
     */
    public static boolean speaksTls(Socket connected, String host, int port, int patienceMillis) {
        var shown = new AtomicBoolean();
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new Unbelieving(shown)}, null);
            if (context.getSocketFactory().createSocket(connected, host, port, true) instanceof SSLSocket secure) {
                try (secure) {
                    secure.setSoTimeout(patienceMillis);
                    secure.startHandshake();
                }
            }
        } catch (IOException ended) {
            // as it must, after a certificate was shown or because none will be
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS 1.3", e);
        }
        return shown.get();
    }

    /** Notes that a certificate was shown, and does not believe it. */
    private static final class Unbelieving extends X509ExtendedTrustManager {
        private final AtomicBoolean shown;

        Unbelieving(AtomicBoolean shown) {
            this.shown = shown;
        }

        private void see() throws CertificateException {
            shown.set(true);
            throw new CertificateException("only a look");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
                throws CertificateException {
            see();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
                throws CertificateException {
            see();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            see();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
                throws CertificateException {
            see();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
                throws CertificateException {
            see();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            see();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
