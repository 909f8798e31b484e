using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Publishing;

/// <summary>A resource's endpoints. What the deployment tool chooses is left out: ports that are the default ones.</summary>
internal static class BindingWriter
{
    public static void Write(Utf8JsonWriter writer, IResource resource, PortAllocator ports)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        if (endpoints.Length == 0)
            return;

        writer.WriteStartObject("bindings");
        var schemesOfProject = new HashSet<string>();
        foreach (var endpoint in endpoints)
        {
            var targetPort = TargetPort(resource, endpoint, schemesOfProject, ports);
            var port = Port(endpoint, targetPort, ports);
            ports.Take(port ?? targetPort ?? 0);
            ports.Take(targetPort ?? 0);

            writer.WriteStartObject(endpoint.Name);
            writer.WriteString("scheme", endpoint.UriScheme);
            writer.WriteString("protocol", endpoint.ProtocolText);
            writer.WriteString("transport", endpoint.Transport);
            if (port is not null && port != targetPort)
                writer.WriteNumber("port", port.Value);
            if (targetPort is not null)
                writer.WriteNumber("targetPort", targetPort.Value);
            if (endpoint.IsExternal)
                writer.WriteBoolean("external", true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static int? TargetPort(IResource resource, EndpointAnnotation endpoint, HashSet<string> schemesOfProject, PortAllocator ports)
    {
        // A project's first endpoint of a scheme is the one that the deployment tool decides on.
        var isDefault = resource is ProjectResource && endpoint.UriScheme is "http" or "https" && schemesOfProject.Add(endpoint.UriScheme);
        return endpoint.TargetPort
            ?? (resource is ContainerResource ? endpoint.Port : null)
            ?? (isDefault && resource is ProjectResource ? null : ports.Next());
    }

    private static int? Port(EndpointAnnotation endpoint, int? targetPort, PortAllocator ports) =>
        (endpoint.UriScheme, endpoint.Port, targetPort) switch
        {
            (_, int port, int) => port,
            (_, null, int) => targetPort,
            ("http" or "https", null, null) => null,
            _ => ports.Next(),
        };
}
