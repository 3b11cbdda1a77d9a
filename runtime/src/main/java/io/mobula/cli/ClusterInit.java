package io.mobula.cli;

import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.text.Console;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "init",
        description = {
            "Make a new cluster's identity and token.",
            "",
            "Writes DIR/cluster.conf with a new cluster id, and DIR/token, readable by you alone. To join machines into one cluster, copy both to each of them. "
                    + "An existing cluster is never overwritten."
        })
final class ClusterInit implements Runnable {
    private final Console console;

    @Mixin
    private FolderOption folder;

    ClusterInit(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        ClusterFolder chosen = folder.folder();
        UUID id = chosen.initialise();
        console.line("Made cluster " + id + " in " + chosen.dir() + ".");
    }
}
