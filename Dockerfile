# Built where the sources are, run where nothing but a Java runtime is.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN ./cueline build

FROM eclipse-temurin:25-jre
RUN useradd --system --home-dir /opt/cueline cueline && mkdir -p /data && chown cueline /data
WORKDIR /opt/cueline
COPY --from=build /build/cueline ./
COPY --from=build /build/workbench/target/lib workbench/target/lib
USER cueline
VOLUME /data
ENTRYPOINT ["/opt/cueline/cueline"]
