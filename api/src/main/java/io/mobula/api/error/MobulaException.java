package io.mobula.api.error;

import java.util.Optional;

/** The root: everything Mobula throws on its own account, apart from {@code IllegalArgumentException} and {@code IllegalStateException} for misuse. */
public abstract sealed class MobulaException extends RuntimeException
    permits TaskFailedException,
        TaskCancelledException,
        TaskTimedOutException,
        TaskLostException,
        GetTimeoutException,
        WaitInterruptedException,
        ObjectException,
        PlacementException,
        CaptureException,
        ValueException,
        ConnectionException {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;
  private final String detail;

  MobulaException(ErrorCode code, String message, Throwable cause) {
    super(message + " [" + code + "]", cause);
    this.code = code;
    this.detail = message;
  }

  public ErrorCode code() {
    return code;
  }

  /** The message without its code. */
  public String detail() {
    return detail;
  }

  /** The first cause of this type, wherever it is in the chain. */
  public <X extends Throwable> Optional<X> cause(Class<X> type) {
    for (Throwable t = getCause(); t != null; t = t.getCause()) {
      if (type.isInstance(t)) return Optional.of(type.cast(t));
    }
    return Optional.empty();
  }

  /** Rethrows the user's exception under its own, checked, type: {@code catch (TaskFailedException e) { throw e.rethrow(IOException.class); }}. */
  public <X extends Throwable> MobulaException rethrow(Class<X> type) throws X {
    Optional<X> found = cause(type);
    if (found.isPresent()) throw found.get();
    return this;
  }
}
