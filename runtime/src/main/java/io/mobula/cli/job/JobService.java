package io.mobula.cli.job;

import io.mobula.output.Chunk;
import java.time.Duration;

/** Asks a cluster about jobs; every method throws a {@code RuntimeException} whose message says why there is no answer. */
public interface JobService {
    /** Asks the node, and then all others of its view. */
    JobList jobs(Target target);

    /** Sends the program and starts it; returns once its node has it in its care. */
    Job submit(Target target, SubmitRequest request);

    /** One submitted job, as its node tells it. */
    Job job(Target node, String id);

    /** Asks it to end, which takes as long as its shutdown hooks, 10 seconds at most. */
    Job stop(Target node, String id);

    /** What a job, or the node itself, has printed and prints. */
    Output open(Target node, Source source);

    sealed interface Source {
        record OfJob(String id) implements Source {}

        record OfNode() implements Source {}

        /**
         * What the job's tasks and actors print on the node.
         *
         * @param job its driver's id, or the id it was submitted under
         */
        record OfBodies(String job) implements Source {}
    }

    enum Pace {
        /** What the node drops meanwhile is lost to this reader. */
        FREE,
        /** The program waits for this reader rather than that anything is lost. */
        HELD
    }

    /** An open connection that reads. */
    interface Output extends AutoCloseable {
        /** From an offset on; waits at most {@code patience} for a first byte. */
        Chunk read(long offset, Duration patience, Pace pace);

        /** The last so many lines, as far as one answer holds them. */
        Chunk tail(int lines);

        @Override
        void close();
    }
}
