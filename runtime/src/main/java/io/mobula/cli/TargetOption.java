package io.mobula.cli;

import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.cluster.SupervisorState;
import io.mobula.cli.cluster.Tokens;
import io.mobula.cli.job.Target;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which cluster is asked, for the commands that ask one. */
public final class TargetOption {
    @Mixin
    private FolderOption folder;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description =
                    "host:port or unix:/path of any node. Default: MOBULA_ADDRESS, else the cluster running in DIR.")
    private Optional<String> address = Optional.empty();

    public Target target() {
        ClusterFolder chosen = folder.folder();
        return new Target(
                addressIn(chosen),
                variable("MOBULA_TOKEN").orElseGet(() -> Tokens.read(chosen.token())),
                variable("MOBULA_CA").map(Path::of).or(chosen::ca));
    }

    public ClusterFolder folder() {
        return folder.folder();
    }

    /** Of several addresses the first: whoever does not answer there names another with {@code --address}. */
    private String addressIn(ClusterFolder chosen) {
        return address.or(() -> variable("MOBULA_ADDRESS").map(list -> list.split(",", 2)[0].strip()))
                .or(() -> SupervisorState.read(chosen).map(SupervisorState::address))
                .orElseThrow(() -> new CommandFailed(
                        "No cluster runs in %s, and no address was given. Start one with `mobula cluster up`, or name a node with --address."
                                .formatted(chosen.dir())));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }
}
