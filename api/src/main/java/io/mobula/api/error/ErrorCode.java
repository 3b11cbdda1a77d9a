package io.mobula.api.error;

/**
 * One code per distinct remedy.
 *
 * <p>{@code docs/errors.md} says of each what happened and what to do. Codes are never renamed and never reused: alerts and runbooks are written against them.
 */
public enum ErrorCode {
    TASK_FAILED(TaskFailedException.class),
    TASK_CANCELLED(TaskCancelledException.class),
    STREAM_CLOSED(TaskCancelledException.class),
    TASK_TIMED_OUT(TaskTimedOutException.class),
    TASK_LOST_RETRIES_EXHAUSTED(TaskLostException.class),
    TASK_MAY_HAVE_RUN(TaskLostException.class),
    GET_TIMED_OUT(GetTimeoutException.class),
    WAIT_INTERRUPTED(WaitInterruptedException.class),
    OBJECT_LOST(ObjectLostException.class),
    OBJECT_LOST_RETRIES_EXHAUSTED(ObjectLostException.class),
    OBJECT_LOST_LINEAGE_DROPPED(ObjectLostException.class),
    OWNER_DIED(ObjectLostException.class),
    OBJECT_STORE_FULL(ObjectStoreFullException.class),
    OBJECT_RELEASED(ObjectReleasedException.class),
    REF_OUTSIDE_MESSAGE(ValueException.class),
    ACTOR_DIED(ActorDiedException.class),
    ACTOR_CREATION_FAILED(ActorDiedException.class),
    ACTOR_UNAVAILABLE(ActorUnavailableException.class),
    ACTOR_QUEUE_FULL(ActorQueueFullException.class),
    ACTOR_NAME_TAKEN(ActorNameTakenException.class),
    PLACEMENT_INFEASIBLE(PlacementException.class),
    PLACEMENT_TIMED_OUT(PlacementException.class),
    GROUP_REMOVED(PlacementException.class),
    ARGUMENTS_TOO_LARGE(PlacementException.class),
    RESOURCES_INVALID(PlacementException.class),
    SELECTOR_INVALID(PlacementException.class),
    CAPTURE_UNSHIPPABLE(CaptureException.class),
    CAPTURE_PLAIN_LAMBDA(CaptureException.class),
    CAPTURE_NOT_A_LAMBDA(CaptureException.class),
    CAPTURE_PACKAGE_CLOSED(CaptureException.class),
    CAPTURE_STATIC_STATE(CaptureException.class),
    VALUE_UNSHIPPABLE(ValueException.class),
    VALUE_CORRUPT(ValueException.class),
    VALUE_IS_A_STAGE(ValueException.class),
    CLASS_NOT_SHIPPED(CodeException.class),
    CLASS_TOO_NEW(CodeException.class),
    CODE_MISMATCH(CodeException.class),
    CODE_STORE_FULL(CodeException.class),
    CODE_TOO_LARGE(CodeException.class),
    EXIT_REFUSED(ExitException.class),
    SESSION_CLOSED(SessionException.class),
    CONNECTION_REFUSED(ConnectionException.class),
    CONNECTION_TIMED_OUT(ConnectionException.class),
    TOKEN_REFUSED(ConnectionException.class),
    CLUSTER_MISMATCH(ConnectionException.class),
    VERSION_MISMATCH(ConnectionException.class),
    FRAME_INVALID(ConnectionException.class),
    TLS_REFUSED(ConnectionException.class),
    CONTROL_UNAVAILABLE(ConnectionException.class),
    CONTROL_REFUSED(ControlException.class),
    JOB_FILE_INVALID(JobException.class),
    JOB_MAIN_MISSING(JobException.class),
    JOB_REFUSED(JobException.class),
    JOB_UNKNOWN(JobException.class),
    JOB_NODE_LOST(JobException.class),
    PORT_IN_USE(StartException.class),
    DATA_DIR_IN_USE(StartException.class),
    CONTROL_LOG_DAMAGED(StartException.class),
    CONFIG_INVALID(StartException.class),
    CERTIFICATE_INVALID(StartException.class),
    CERTIFICATE_EXPIRED(StartException.class);

    private final Class<? extends MobulaException> type;

    ErrorCode(Class<? extends MobulaException> type) {
        this.type = type;
    }

    /** The exception that carries this code. */
    public Class<? extends MobulaException> type() {
        return type;
    }
}
