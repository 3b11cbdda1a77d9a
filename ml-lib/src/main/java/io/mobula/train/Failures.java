package io.mobula.train;

import io.mobula.api.Retry;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.PlacementException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.train.checkpoint.CheckpointException;
import io.mobula.train.collective.CollectiveException;
import io.mobula.train.core.Failure;
import io.mobula.train.core.Failure.Kind;
import io.mobula.train.core.Failure.Remedy;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a failed call of a worker means to its run. */
final class Failures {
    private Failures() {}

    /** @param name {@code rank 1 (node-2)} */
    static Failure ofRank(int rank, String name, MobulaException error, Retry retry) {
        Optional<CollectiveException> collective = error.cause(CollectiveException.class);
        if (collective.isPresent()) return ofCollective(rank, collective.get());
        if (!(error instanceof TaskFailedException)) {
            return new Failure(
                    Kind.PRIMARY, OptionalInt.of(rank), name + " is gone: " + error.detail(), systemRemedy(error));
        }
        Throwable cause = causeOf(error);
        return new Failure(Kind.PRIMARY, OptionalInt.of(rank), name + " failed: " + cause, userRemedy(cause, retry));
    }

    private static Failure ofCollective(int rank, CollectiveException cause) {
        String text = String.valueOf(cause.getMessage());
        return switch (cause.reason()) {
            case PEER_LOST, PEER_LEFT, ABORTED, NOT_JOINED, INTERRUPTED ->
                new Failure(Kind.COLLATERAL, OptionalInt.of(rank), text, Remedy.RESTART);
            case TIMED_OUT -> new Failure(Kind.LATE, OptionalInt.of(rank), text, Remedy.RESTART);
            case MISMATCH -> new Failure(Kind.PRIMARY, OptionalInt.of(rank), text, Remedy.NONE);
        };
    }

    /** A session that is closed stays so; everything else of the system may be another time. */
    private static Remedy systemRemedy(MobulaException error) {
        return error.code() == ErrorCode.SESSION_CLOSED || error.code() == ErrorCode.TASK_CANCELLED
                ? Remedy.NONE
                : Remedy.RESTART;
    }

    private static Remedy userRemedy(Throwable cause, Retry retry) {
        // What has no form in bytes today has none tomorrow.
        if (cause instanceof CheckpointException) return Remedy.NONE;
        boolean named = retry.on().isEmpty() || retry.on().stream().anyMatch(type -> type.isInstance(cause));
        return named ? Remedy.RESTART : Remedy.NONE;
    }

    static Throwable causeOf(MobulaException error) {
        @Nullable Throwable cause = error.getCause();
        return cause == null ? error : cause;
    }

    static Failure ofPlacement(PlacementException error) {
        Remedy remedy = error.code() == ErrorCode.PLACEMENT_INFEASIBLE ? Remedy.NONE : Remedy.RESTART;
        return new Failure(Kind.PRIMARY, OptionalInt.empty(), "the group was not placed: " + error.detail(), remedy);
    }

    static Failure ofFetch(long step, MobulaException error) {
        return new Failure(
                Kind.COLLATERAL,
                OptionalInt.empty(),
                "the checkpoint of report " + step + " was not fetched: " + error.detail(),
                systemRemedy(error));
    }
}
