package dev.playhead.standalone.cli;

import dev.playhead.common.config.ConfigType;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Secrets;
import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An origin as {@code --origin} gives it: {@code name=url}. */
record OriginArgument(OriginName name, URI url) {

    /** Reads the form, and refuses what the configuration would refuse. */
    static final class Converter implements ITypeConverter<OriginArgument> {
        @Override
        public OriginArgument convert(String text) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw new TypeConversionException("'" + Secrets.maskUrl(text)
                        + "' is not of the form name=url, such as films=http://nas:8096/media");
            }
            try {
                return new OriginArgument(
                        new OriginName(text.substring(0, equals)),
                        ConfigType.HTTP_URL.parse().apply(text.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
