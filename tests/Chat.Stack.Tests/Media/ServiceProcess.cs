using System.Globalization;
using System.Text.Json;

namespace Chat.Stack.Tests.Media;

/// <summary>A process of one of the services, as the host writes it in <c>resources.json</c>.</summary>
internal sealed record ServiceProcess(string Name, int Pid)
{
    public const string Self = "this";

    private static readonly string[] Services = ["edge", "gateway", "messaging", "delivery", "presence", "media"];

    public static IReadOnlyList<ServiceProcess> Of(LocalStack stack) =>
        [.. JsonSerializer.Deserialize<Entry[]>(File.ReadAllText(Path.Combine(stack.Data, "resources.json")), JsonSerializerOptions.Web)!
            .Where(entry => Services.Contains(entry.Name) && entry.Pid is not null)
            .Select(entry => new ServiceProcess(entry.Name, entry.Pid!.Value))];

    /// <summary>Resident memory, bytes.</summary>
    public long Memory() => long.Parse(
        File.ReadLines($"/proc/{Pid}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) * 1024;

    /// <summary>The inodes of the sockets that it has open.</summary>
    public IEnumerable<long> Sockets()
    {
        foreach (var descriptor in Directory.EnumerateFiles($"/proc/{Pid}/fd"))
        {
            var target = TargetOf(descriptor);
            if (target.StartsWith("socket:[", StringComparison.Ordinal))
                yield return long.Parse(target.AsSpan(8, target.Length - 9), CultureInfo.InvariantCulture);
        }
    }

    private static string TargetOf(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget ?? "";
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return "";
        }
    }

    private sealed record Entry(string Name, int? Pid);
}
