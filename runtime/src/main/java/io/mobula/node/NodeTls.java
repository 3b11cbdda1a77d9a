package io.mobula.node;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.config.MobulaConfig;
import io.mobula.config.TlsConfig;
import io.mobula.tls.BadCertificateException;
import io.mobula.tls.Credentials;
import io.mobula.tls.OwnCertificate;
import io.mobula.tls.TlsFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's certificates, read and judged before anything else starts. */
final class NodeTls {
    private static final Logger LOG = LoggerFactory.getLogger(NodeTls.class);

    private NodeTls() {}

    /** Empty where the configuration has TLS off. */
    static Optional<Credentials> load(MobulaConfig config, Instant now) {
        if (!config.tls().on()) return Optional.empty();
        TlsConfig.Files named = config.tls().files().orElseThrow();
        var files = new TlsFiles(named.ca(), named.certificate(), named.key());
        String node = config.node().name();
        try {
            Credentials credentials = Credentials.ofNode(files);
            var subject = new OwnCertificate.Subject(node, config.node().host());
            OwnCertificate.fault(files, credentials, subject, now).ifPresent(fault -> {
                throw switch (fault) {
                    case OwnCertificate.Fault.Expired expired ->
                        refused(ErrorCode.CERTIFICATE_EXPIRED, config, expired.text(), null);
                    case OwnCertificate.Fault.Unusable bad ->
                        refused(ErrorCode.CERTIFICATE_INVALID, config, bad.text(), null);
                };
            });
            warn(node, end(credentials), now);
            return Optional.of(credentials);
        } catch (BadCertificateException e) {
            throw refused(ErrorCode.CERTIFICATE_INVALID, config, e.getMessage(), e);
        }
    }

    static Instant end(Credentials credentials) {
        return credentials.own().orElseThrow().certificate().notAfter();
    }

    private static StartException refused(
            ErrorCode code, MobulaConfig config, @Nullable String what, @Nullable Exception cause) {
        String node = config.node().name();
        return new StartException(
                code,
                "Node %s cannot start: %s. Where the cluster's CA is, run `mobula cluster cert %s --host %s --renew`, and bring the files here"
                        .formatted(node, what, node, config.node().host()),
                cause);
    }

    private static void warn(String node, Instant end, Instant now) {
        Duration left = Duration.between(now, end);
        if (left.compareTo(OwnCertificate.WARNING) < 0)
            LOG.warn(
                    "The certificate of {} is good for {} more days, until {}. Renew it with `mobula cluster cert {}"
                            + " --renew`, and start the node again",
                    node,
                    left.toDays(),
                    end,
                    node);
    }
}
