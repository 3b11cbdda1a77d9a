package io.mobula.node;

import io.mobula.code.CodeStore;
import io.mobula.config.JobsConfig;
import io.mobula.config.MobulaConfig;
import io.mobula.output.NodeLogs;
import io.mobula.submit.SubmittedJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A node's submitted jobs, from its configuration. */
final class JobDrivers {
    private JobDrivers() {}

    static SubmittedJobs open(MobulaConfig config, NodePlace place, String token, CodeStore code, NodeLogs logs)
            throws IOException {
        JobsConfig jobs = config.jobs();
        var settings = new SubmittedJobs.Settings(
                config.node().dataDir().resolve("jobs"),
                jobs.maxRunning(),
                jobs.driverHeapBytes(),
                jobs.outputBytes(),
                jobs.kept(),
                jobs.keptBytes());
        return SubmittedJobs.open(settings, code, cluster(config, place, token), logs);
    }

    /** By which a driver finds the cluster: over this node, its Unix socket first. */
    private static Map<String, String> cluster(MobulaConfig config, NodePlace place, String token) {
        var environment = new TreeMap<String, String>();
        String socket = place.unix().isPresent() ? "unix:" + place.unixText() + "," : "";
        environment.put("MOBULA_ADDRESS", socket + place.address());
        environment.put("MOBULA_TOKEN", token);
        config.tls()
                .files()
                .map(files -> files.ca().toAbsolutePath())
                .filter(Files::exists) // where nodes speak in the clear there may be none
                .ifPresent(ca -> environment.put("MOBULA_CA", ca.toString()));
        config.cluster()
                .tokenFile()
                .map(Path::toAbsolutePath)
                .map(Path::getParent)
                .ifPresent(folder -> environment.put("MOBULA_DIR", folder.toString()));
        return environment;
    }
}
