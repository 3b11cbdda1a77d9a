package io.mobula.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whom a certificate names.
 *
 * <p>Its subject alternative names count and nothing else: {@code mobula:node:NAME} or a DNS name for the node's name, DNS names and addresses for its hosts. Names are compared as they are: no wildcards.
 *
 * @param nodes names of nodes it is good for
 * @param hosts DNS names and addresses it is good for
 */
public record NodeCertificate(List<String> nodes, List<String> hosts, Instant notBefore, Instant notAfter) {
    /** Before the name of a node, in a URI of the certificate. */
    public static final String NODE_URI = "mobula:node:";

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int ADDRESS = 7;

    public NodeCertificate {
        nodes = List.copyOf(nodes);
        hosts = List.copyOf(hosts);
    }

    public static NodeCertificate of(X509Certificate certificate) {
        var nodes = new ArrayList<String>();
        var hosts = new ArrayList<String>();
        for (List<?> name : alternativeNames(certificate)) {
            String text = String.valueOf(name.get(1));
            switch ((Integer) name.get(0)) {
                case DNS, ADDRESS -> hosts.add(text);
                case URI -> {
                    if (text.startsWith(NODE_URI)) nodes.add(text.substring(NODE_URI.length()));
                }
                default -> {}
            }
        }
        return new NodeCertificate(
                nodes,
                hosts,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException damaged) {
            return List.of(); // good for nobody
        }
    }

    /** Whether the node of this name may show it. */
    public boolean belongsTo(String node) {
        return nodes.contains(node) || hosts.stream().anyMatch(node::equalsIgnoreCase);
    }

    /** Whether who listens at this host, a name or an address, may show it. */
    public boolean covers(String host) {
        Optional<InetAddress> address = literal(host);
        return address.isEmpty()
                ? hosts.stream().anyMatch(host::equalsIgnoreCase)
                : hosts.stream().anyMatch(each -> literal(each).equals(address));
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /** For messages. */
    @Override
    public String toString() {
        return "node " + (nodes.isEmpty() ? "(none)" : String.join(", ", nodes)) + " at "
                + (hosts.isEmpty() ? "(no host)" : String.join(", ", hosts));
    }
}
