package io.mobula.control;

import com.typesafe.config.Config;
import io.mobula.tls.Credentials;
import io.mobula.tls.NodeCertificate;
import io.mobula.tls.TlsRefusedException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import scala.Option;

/** How the membership speaks TLS: both ends show a certificate of the CA, and the end that dials looks whether it has reached the host it meant. */
final class ArteryTls implements SSLEngineProvider {
    private final Credentials credentials;

    private ArteryTls(Credentials credentials) {
        this.credentials = credentials;
    }

    static ActorSystemSetup setup(Config config, Optional<Credentials> tls) {
        var plain = ActorSystemSetup.create(BootstrapSetup.create(config));
        return tls.isEmpty() ? plain : plain.withSetup(SSLEngineProviderSetup.create(_ -> new ArteryTls(tls.get())));
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        return credentials.answeringNodes();
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        return credentials.dialing();
    }

    /** What a client session is to Pekko is the end that dialed. */
    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate shown) {
                NodeCertificate certificate = NodeCertificate.of(shown);
                if (certificate.covers(hostname)) return Option.empty();
                return Option.apply(new TlsRefusedException("The membership at " + hostname
                        + " shows a certificate for " + certificate + ", not for the host that was dialed"));
            }
            return Option.apply(new TlsRefusedException("The membership at " + hostname + " shows no certificate"));
        } catch (SSLPeerUnverifiedException e) {
            return Option.apply(e);
        }
    }

    /** Any node of the cluster may dial from anywhere. */
    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return Option.empty();
    }
}
