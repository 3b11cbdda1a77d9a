package io.mobula.cli;

import io.mobula.cli.certificate.Certificates;
import io.mobula.cli.certificate.NodeSubject;
import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.text.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cert",
        description = {
            "Make or renew a node's certificate.",
            "",
            "Writes DIR/tls/NODE.crt and DIR/tls/NODE.key, signed by the cluster's CA in the same folder. Bring both"
                    + " to the node's machine, beside ca.crt, and start the node again. A renewed certificate has a new"
                    + " key, and keeps its hosts unless --host names others."
        })
final class ClusterCert implements Runnable {
    private final Console console;

    @Mixin
    private FolderOption folder;

    @Parameters(paramLabel = "NODE", description = "The node's name, as mobula.node.name has it.")
    private String node;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "A host name or address that the node is reached at, as mobula.node.host has it; may be repeated."
                            + " Default: the node's name.")
    private List<String> hosts = List.of();

    @Option(names = "--renew", description = "Replace the certificate that is there.")
    private boolean renew;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How long it is good. Default: 730, and never longer than the CA.")
    private int days = Math.toIntExact(Certificates.NODE_LIFE.toDays());

    ClusterCert(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (days < 1) throw new CommandFailed("--days %d is out of range. Give 1 or more.".formatted(days));
        ClusterFolder chosen = folder.folder();
        var certificates = new Certificates(chosen.certificates());
        var subject = new NodeSubject(node, named(certificates));
        Instant end = certificates.issue(
                subject, Duration.ofDays(days), renew ? Certificates.Present.RENEW : Certificates.Present.REFUSE);
        console.line("Made the certificate of %s for %s, good until %s: %s"
                .formatted(
                        node,
                        String.join(", ", subject.hosts()),
                        end,
                        chosen.certificates().certificate(node)));
    }

    private List<String> named(Certificates certificates) {
        if (!hosts.isEmpty()) return hosts;
        List<String> before = certificates.hosts(node);
        return before.isEmpty() ? List.of(node) : before;
    }
}
