package io.mobula.call;

import io.mobula.core.id.ProcessId;
import io.mobula.tls.Credentials;
import io.mobula.tls.NodeCertificate;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** How a listener answers over TCP where its node has certificates (TLS-1). */
public record TlsAnswering(Credentials credentials, PeerNames names) {
    Conduit secure(SocketChannel socket, long deadlineNanos) throws IOException {
        return TlsHandshake.on(socket, credentials.answeringAnyone(), deadlineNanos);
    }

    /** Why the dialer is not believed; empty if it is. A node has to show a certificate, and whatever is shown has to be good. */
    Optional<Answer.Reject> objection(Identity dialer, List<X509Certificate> chain) {
        Optional<ProcessId> node = dialer.sender().filter(ProcessId::isNode);
        if (chain.isEmpty())
            return node.map(id -> refusal(id + " shows no certificate, and every node of this cluster has one"));
        Optional<String> bad = credentials.verify(chain);
        if (bad.isPresent()) return Optional.of(refusal(bad.get()));
        return node.flatMap(id -> misnamed(id, NodeCertificate.of(chain.getFirst())));
    }

    private Optional<Answer.Reject> misnamed(ProcessId node, NodeCertificate certificate) {
        Optional<String> name = names.of(node);
        if (name.isEmpty())
            return Optional.of(
                    new Answer.Reject(RejectCode.NOT_READY, "what " + node + " is called is not known here yet"));
        return certificate.belongsTo(name.get())
                ? Optional.empty()
                : Optional.of(refusal(
                        "its certificate is for " + certificate + ", and " + node + " is called " + name.get()));
    }

    private static Answer.Reject refusal(String text) {
        return new Answer.Reject(RejectCode.CERTIFICATE_REFUSED, text);
    }
}
