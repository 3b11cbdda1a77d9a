package io.mobula.cli;

import io.mobula.cli.cluster.ClusterDown;
import io.mobula.cli.text.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "down",
        description = {
            "Stop the cluster of this folder.",
            "",
            "Asks its supervisor to stop all nodes and returns when they are gone. What the cluster must remember stays in DIR: the next `up` goes on with it."
        })
final class ClusterStop implements Callable<Integer> {
    private final Console console;

    @Mixin
    private FolderOption folder;

    ClusterStop(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ClusterDown.stop(folder.folder(), console);
        return Main.OK;
    }
}
