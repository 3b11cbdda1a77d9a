package io.mobula.core.control;

import io.mobula.core.id.ProcessId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The answers of the last requests, so that one repeated after a lost answer is answered the same and not done twice.
 *
 * @param answers oldest first
 */
public record RecentRequests(Map<UUID, ProcessId> answers) {
    /** A request is repeated for seconds; so many are not made meanwhile. */
    public static final int LIMIT = 4_096;

    public static final RecentRequests NONE = new RecentRequests(Map.of());

    public RecentRequests {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    public Optional<ProcessId> answer(UUID request) {
        return Optional.ofNullable(answers.get(request));
    }

    RecentRequests with(UUID request, ProcessId answer) {
        var longer = new LinkedHashMap<>(answers);
        longer.put(request, answer);
        if (longer.size() > LIMIT) longer.pollFirstEntry();
        return new RecentRequests(longer);
    }
}
