package io.mobula.cli.job;

import io.mobula.cli.text.Console;
import io.mobula.cli.text.Console.Style;
import io.mobula.cli.text.Figures;
import io.mobula.cli.text.Table;
import io.mobula.cli.text.Table.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Jobs for a person. */
public final class JobsReport {
    /** Which jobs are shown. */
    public enum Which {
        UNENDED,
        ALL
    }

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter BEFORE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Instant now;
    private final ZoneId zone;

    public JobsReport(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    public void print(JobList list, Which which, Console console) {
        List<Job> shown = list.jobs().stream()
                .filter(job -> which == Which.ALL || !job.hasEnded())
                .toList();
        console.line("");
        if (shown.isEmpty()) {
            console.line(which == Which.ALL ? "  No jobs." : "  No job runs.");
        } else {
            table(shown).print(console);
        }
        int hidden = list.jobs().size() - shown.size();
        if (hidden > 0) {
            console.line("");
            console.line(console.styled(
                    Style.FAINT, "  " + Figures.count(hidden, "job") + " ended before: mobula jobs --all"));
        }
        console.line("");
    }

    private Table table(List<Job> jobs) {
        Table table = new Table(
                Column.word("JOB"),
                Column.text("NAME"),
                Column.word("STATE"),
                Column.text("NODE"),
                Column.figure("SINCE"),
                Column.figure("TIME"),
                Column.figure("EXIT"),
                Column.text("REMARK"));
        for (Job job : jobs)
            table.row(
                    job.id(),
                    job.name(),
                    job.state().name(),
                    job.node(),
                    since(job),
                    Figures.time(lasted(job, now)),
                    job.exitCode().map(String::valueOf).orElse("-"),
                    remark(job));
        return table;
    }

    private String since(Job job) {
        ZonedDateTime since = Instant.ofEpochMilli(job.sinceEpochMillis()).atZone(zone);
        boolean today = since.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (today ? TODAY : BEFORE).format(since);
    }

    static Duration lasted(Job job, Instant now) {
        long end = job.endedEpochMillis().orElse(now.toEpochMilli());
        return Duration.ofMillis(Math.max(0, end - job.sinceEpochMillis()));
    }

    private static String remark(Job job) {
        if (!job.wasSubmitted()) return "connected from outside";
        return job.cause().or(job::driver).orElse("");
    }

    /** One line about a job that has ended. */
    public static String ending(Job job) {
        String time = Figures.time(lasted(job, Instant.now()));
        return switch (job.state()) {
            case SUCCEEDED -> "%s succeeded after %s".formatted(job.id(), time);
            case STOPPED -> "%s was stopped after %s".formatted(job.id(), time);
            case FAILED ->
                "%s failed after %s: %s".formatted(job.id(), time, job.cause().orElse("for no reason that is known"));
            case RUNNING, STOPPING -> "%s still runs".formatted(job.id());
        };
    }
}
