using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Chat.AppHost.Tests.Infra;

/// <summary>The templates of <c>infra/</c>, compiled once. What a template's compilation says, also a warning, is kept in
/// <see cref="Complaints"/>.</summary>
public sealed class Templates : IAsyncLifetime
{
    private static readonly string Bicep = Path.Combine(Repository.Metadata("Bicep"), "tools", "bicep");

    private readonly Dictionary<string, Template> _templates = [];

    public static IEnumerable<string> Files => Directory.GetFiles(Repository.File("infra"), "*.bicep").Order();

    public Dictionary<string, string> Complaints { get; } = [];

    public IEnumerable<Template> All => _templates.Values;

    public Template Of(string file) => _templates[Path.GetFileNameWithoutExtension(file)];

    public async Task InitializeAsync()
    {
        // The package brings it without the permission to run.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Bicep, File.GetUnixFileMode(Bicep) | UnixFileMode.UserExecute);
        foreach (var file in Files)
            await CompileAsync(file);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task CompileAsync(string file)
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var process = Process.Start(new ProcessStartInfo(Bicep, ["build", file, "--stdout"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var streams = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(cancellation.Token), process.StandardError.ReadToEndAsync(cancellation.Token));
        await process.WaitForExitAsync(cancellation.Token);

        var name = Path.GetFileNameWithoutExtension(file);
        if (streams[1].Length > 0)
            Complaints.Add(name, streams[1]);
        if (process.ExitCode == 0)
            _templates.Add(name, new Template(name, JsonNode.Parse(streams[0])!.AsObject()));
    }
}
