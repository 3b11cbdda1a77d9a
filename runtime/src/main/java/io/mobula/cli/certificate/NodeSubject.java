package io.mobula.cli.certificate;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whom a certificate is for.
 *
 * @param hosts names and addresses the node is reached at
 */
public record NodeSubject(String name, List<String> hosts) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    public NodeSubject {
        hosts = List.copyOf(hosts);
        if (!NAME.matcher(name).matches() || name.equals("ca"))
            throw new CertificateFailed(
                    "'%s' is no name of a node. Use 1 to 64 letters, digits, '.', '_' or '-'; ca is taken."
                            .formatted(name));
        for (String host : hosts)
            if (!HOST_NAME.matcher(host).matches() && !isAddress(host))
                throw new CertificateFailed(
                        "'%s' is no host. Give a host name or an address, without a port.".formatted(host));
    }

    static boolean isAddress(String host) {
        try {
            return InetAddress.ofLiteral(host) != null;
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    /** {@code NODE}, or {@code NODE=HOST,HOST}; a node without hosts is reached at its name. */
    public static NodeSubject parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) return new NodeSubject(text, List.of(text));
        var hosts = new ArrayList<String>();
        for (String host : text.substring(equals + 1).split(",", -1)) hosts.add(host.strip());
        return new NodeSubject(text.substring(0, equals), hosts);
    }
}
