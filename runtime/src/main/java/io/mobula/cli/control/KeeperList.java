package io.mobula.cli.control;

import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.text.Console;
import java.util.List;

/** After a change of the keepers, the configurations name others than there are. Those that `mobula cluster up` wrote are brought up to date; of others the operator is told. */
final class KeeperList {
    private KeeperList() {}

    static void keep(ClusterFolder folder, ControlReport report, Console console) {
        List<String> keepers =
                report.keepers().stream().map(ControlReport.Keeper::node).toList();
        if (folder.rewriteKeepers(keepers)) return;
        console.line("  Write these nodes into mobula.control.nodes of every node's configuration: "
                + String.join(", ", keepers) + ".");
    }
}
