namespace Chat.ServiceDefaults.Instances;

/// <summary>One running process of a service, as it advertises itself.</summary>
/// <param name="Id">New at each start: what an earlier process left behind is not this one's.</param>
/// <param name="Internal">Where the other services call it (HTTP/2 without TLS).</param>
/// <param name="Public">Where the edge forwards to.</param>
/// <param name="Draining">Takes no new work; what it has goes on.</param>
public sealed record Instance(string Id, Uri Internal, Uri Public, bool Draining)
{
    internal string Write() => $"{Internal} {Public} {(Draining ? 1 : 0)}";

    internal static Instance? Read(string id, string text) =>
        text.Split(' ') is [var inner, var outer, var draining]
            ? new Instance(id, new Uri(inner), new Uri(outer), draining == "1")
            : null;
}
