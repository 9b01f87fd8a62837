# One image for all services, of what 'mvn -Dquick package' has built.
ARG JRE_IMAGE=eclipse-temurin:17-jre

# Other people's jars change seldom: in a layer of their own they are neither stored nor sent anew with each build.
FROM ${JRE_IMAGE} AS jars
COPY standalone/target/lib /third-party
COPY standalone/target/playhead-standalone.jar /lib/
RUN mv /third-party/playhead-*.jar /lib/

FROM ${JRE_IMAGE}
RUN groupadd --system playhead \
    && useradd --system --gid playhead --home-dir /var/lib/playhead --create-home playhead
COPY --from=jars /third-party /opt/playhead/third-party
COPY --from=jars /lib /opt/playhead/lib
COPY docker/playhead /usr/local/bin/playhead

# The defaults are for one machine; a container is to be reached from outside.
ENV PLAYHEAD_DATA_DIR=/var/lib/playhead \
    PLAYHEAD_STORE_DATA=/var/lib/playhead/store \
    PLAYHEAD_STORE_BIND=0.0.0.0 \
    PLAYHEAD_GATEWAY_BIND=0.0.0.0 \
    PLAYHEAD_MANAGEMENT_BIND=0.0.0.0 \
    PLAYHEAD_MANAGEMENT_PORT=8081

USER playhead
WORKDIR /var/lib/playhead
VOLUME /var/lib/playhead
# Players, health, and the store for other services.
EXPOSE 8080 8081 8090
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
    CMD curl --fail --silent --output /dev/null "http://127.0.0.1:$PLAYHEAD_MANAGEMENT_PORT/health/ready"
ENTRYPOINT ["playhead"]
CMD ["--help"]
