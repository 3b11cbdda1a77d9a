package io.mobula.cli;

import io.mobula.cli.certificate.Certificates;
import io.mobula.cli.certificate.NodeSubject;
import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.text.Console;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description = {
            "Make a new cluster's identity, token and certificates.",
            "",
            "Writes DIR/cluster.conf with a new cluster id; DIR/token, readable by you alone; DIR/tls/ca.crt and"
                    + " ca.key, the cluster's certificate authority; and a certificate for each node named. To join"
                    + " machines into one cluster, copy cluster.conf, token, tls/ca.crt and the node's own tls/NODE.crt"
                    + " and NODE.key to each of them; ca.key stays here. An existing cluster is never overwritten."
        })
final class ClusterInit implements Runnable {
    private final Console console;

    @Mixin
    private FolderOption folder;

    @Parameters(
            paramLabel = "NODE[=HOST[,HOST...]]",
            description =
                    "A node to make a certificate for, and the host names and addresses it is reached at. Default for"
                            + " these: its name. `mobula cluster cert` makes more later.")
    private List<String> nodes = List.of();

    ClusterInit(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        List<NodeSubject> named = nodes.stream().map(NodeSubject::parse).toList();
        ClusterFolder chosen = folder.folder();
        UUID id = chosen.initialise();
        var certificates = new Certificates(chosen.certificates());
        certificates.createAuthority(id.toString());
        for (NodeSubject node : named) certificates.issue(node, Certificates.NODE_LIFE, Certificates.Present.REFUSE);
        console.line("Made cluster " + id + " in " + chosen.dir() + ".");
    }
}
