package io.mobula.boot;

import io.mobula.attach.SubmitClient;
import io.mobula.cli.job.JobService;
import io.mobula.output.Chunk;
import io.mobula.submit.SubmitAnswer;
import io.mobula.submit.SubmitAsk;
import java.time.Duration;

/** Output read from a node, chunk by chunk: the reader asks for each, so that nobody holds more than one. */
record AskedOutput(SubmitClient client, JobService.Source source) implements JobService.Output {
    private static final int CHUNK_BYTES = 256 << 10;

    @Override
    public Chunk read(long offset, Duration patience, JobService.Pace pace) {
        var reading = new SubmitAsk.Reading(
                CHUNK_BYTES,
                patience,
                switch (pace) {
                    case FREE -> SubmitAsk.Pace.FREE;
                    case HELD -> SubmitAsk.Pace.HELD;
                });
        return ask(new SubmitAsk.From.Offset(offset), reading);
    }

    @Override
    public Chunk tail(int lines) {
        return ask(
                new SubmitAsk.From.Tail(lines), new SubmitAsk.Reading(CHUNK_BYTES, Duration.ZERO, SubmitAsk.Pace.FREE));
    }

    private Chunk ask(SubmitAsk.From from, SubmitAsk.Reading reading) {
        SubmitAsk.Source whose = switch (source) {
            case JobService.Source.OfJob(String id) -> new SubmitAsk.Source.Job(id);
            case JobService.Source.OfNode _ -> new SubmitAsk.Source.Node();
            case JobService.Source.OfBodies(String job) -> new SubmitAsk.Source.Bodies(job);
        };
        return switch (client.ask(new SubmitAsk.Read(whose, from, reading))) {
            case SubmitAnswer.Output(Chunk chunk) -> chunk;
            case SubmitAnswer.Jobs _, SubmitAnswer.Missing _ -> throw JobsService.unexpected();
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
