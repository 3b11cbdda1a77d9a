package io.mobula.cli;

import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.job.Job;
import io.mobula.cli.job.JobChoice;
import io.mobula.cli.job.JobService;
import io.mobula.cli.job.JobsReport;
import io.mobula.cli.job.Target;
import io.mobula.cli.text.Console;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        description = {
            "Stop a submitted job.",
            "",
            "Its driver is asked to end, and killed if it has not after 10 seconds; returns when it has ended. What it submitted is cancelled with it."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula stop job-3f2a91xk",
            "  mobula stop job-3f       (a beginning that no other job has)",
            "  mobula stop nightly      (the newest job of this name)",
            "",
            "Exit codes: 0 it has ended, 1 not found or no answer, 2 misused."
        })
final class StopCommand implements Callable<Integer> {
    /** Beyond the grace that the node gives the driver. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Services services;
    private final Console console;

    @Mixin
    private TargetOption cluster;

    @Parameters(paramLabel = "JOB", description = "Its id, a beginning of it, or its name.")
    private String word;

    StopCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        JobService jobs = services.jobs().get();
        Target target = cluster.target();
        Job job = JobChoice.submitted(jobs.jobs(target), word);
        Target node = target.at(job.address());
        if (job.hasEnded()) {
            console.line(JobsReport.ending(job));
            return Main.OK;
        }
        Job now = jobs.stop(node, job.id());
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!now.hasEnded()) {
            if (System.nanoTime() > end)
                throw new CommandFailed("%s was asked to stop and has not ended after %d s. Look into `mobula logs %s`."
                        .formatted(job.id(), LIMIT.toSeconds(), job.node()));
            Thread.sleep(LOOK_EVERY);
            now = jobs.job(node, job.id());
        }
        console.line(JobsReport.ending(now));
        return Main.OK;
    }
}
