package io.mobula.cli.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.output.Chunk;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;

/** One job at one node, which prints what a test says, in chunks of a few bytes; a stop ends it. */
final class ScriptedJob implements JobService {
    private static final int CHUNK_BYTES = 5;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private boolean ended;
    private boolean breaks;
    private int stops;

    synchronized void prints(String text) {
        printed.writeBytes(text.getBytes(UTF_8));
    }

    synchronized void ends() {
        ended = true;
    }

    /** The next read but one fails. */
    synchronized void breaksOnce() {
        breaks = true;
    }

    synchronized int stops() {
        return stops;
    }

    @Override
    public JobList jobs(Target target) {
        return JobsOf.LIST;
    }

    @Override
    public Job submit(Target target, SubmitRequest request) {
        return JobsOf.RUNNING;
    }

    @Override
    public Job job(Target node, String id) {
        return JobsOf.FAILED;
    }

    @Override
    public synchronized Job stop(Target node, String id) {
        stops++;
        ended = true;
        return JobsOf.RUNNING;
    }

    private synchronized Chunk read(long offset) {
        if (breaks && offset > 0) {
            breaks = false;
            throw new ConnectionException(ErrorCode.CONNECTION_REFUSED, "the node is away. Wait", null);
        }
        byte[] all = printed.toByteArray();
        int end = (int) Math.min(all.length, offset + CHUNK_BYTES);
        return new Chunk(offset, Arrays.copyOfRange(all, (int) offset, end), ended && end == all.length);
    }

    @Override
    public Output open(Target node, Source source) {
        return new Output() {
            @Override
            public Chunk read(long offset, Duration patience, Pace pace) {
                return ScriptedJob.this.read(offset);
            }

            @Override
            public Chunk tail(int lines) {
                return ScriptedJob.this.read(0);
            }

            @Override
            public void close() {}
        };
    }
}
