package io.mobula.boot;

import io.mobula.api.ConnectOptions;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.attach.Listening.Wish;
import java.util.Map;

/** Whether a driver shows what its tasks and actors print: as the options say, else the environment. */
final class OutputWish {
    private static final String VARIABLE = "MOBULA_LOG_TO_DRIVER";

    private OutputWish() {}

    static Wish of(ConnectOptions options, Map<String, String> environment) {
        return options.taskOutput()
                .map(chosen -> switch (chosen) {
                    case SHOWN -> Wish.LINES;
                    case LEFT_ON_NODES -> Wish.NAMES_ONLY;
                })
                .orElseGet(() -> of(environment.getOrDefault(VARIABLE, "")));
    }

    private static Wish of(String variable) {
        return switch (variable) {
            case "", "on" -> Wish.LINES;
            case "off" -> Wish.NAMES_ONLY;
            default ->
                throw new StartException(
                        ErrorCode.CONFIG_INVALID,
                        VARIABLE + "=" + variable + " means nothing. Set it to on or off, or leave it out",
                        null);
        };
    }
}
