using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Chat.DevHost.Publishing;

namespace Aspire.Hosting.Azure;

/// <summary>What a Bicep template deploys. It can be published; nothing here deploys it.</summary>
public class AzureBicepResource : Resource
{
    private readonly string? _templateFile;
    private readonly string? _templateString;
    private readonly string? _templateResourceName;

    /// <param name="name">The resource's name, and the deployment's.</param>
    /// <param name="templateFile">The template's path, absolute;</param>
    /// <param name="templateString">or the template itself;</param>
    /// <param name="templateResourceName">or what it is called among the embedded resources of the resource's assembly.</param>
    public AzureBicepResource(string name, string? templateFile = null, string? templateString = null, string? templateResourceName = null)
        : base(name)
    {
        _templateFile = templateFile;
        _templateString = templateString;
        _templateResourceName = templateResourceName;
        Annotations.Add(new ManifestPublishingCallbackAnnotation(WriteToManifest));
    }

    /// <summary>Texts, lists of texts, JSON, expressions, or functions of any of these; null is for the deployment tool to fill.</summary>
    public Dictionary<string, object?> Parameters { get; } = [];

    public virtual void WriteToManifest(ManifestPublishingContext context)
    {
        context.Writer.WriteString("type", "azure.bicep.v0");
        context.WriteConnectionString(this);
        context.Writer.WriteString("path", context.GetManifestRelativePath(TemplatePath(context)));
        if (Parameters.Count == 0)
            return;

        context.Writer.WriteStartObject("params");
        foreach (var (name, given) in Parameters)
        {
            var value = given is Func<object?> later ? later() : given;
            if (value is JsonNode or IEnumerable<string>)
            {
                context.Writer.WritePropertyName(name);
                JsonSerializer.Serialize(context.Writer, value);
            }
            else
            {
                context.Writer.WriteString(name, value is null ? "" : ReferencedValues.NameOf(value));
                context.TryAddDependentResources(value);
            }
        }

        context.Writer.WriteEndObject();
    }

    /// <summary>A template that is no file becomes one beside the manifest.</summary>
    private string TemplatePath(ManifestPublishingContext context)
    {
        if (_templateFile is not null)
            return _templateFile;

        var folder = Path.GetDirectoryName(Path.GetFullPath(context.ManifestPath))!;
        if (_templateResourceName is null)
        {
            var path = Path.Combine(folder, $"{Name.ToLowerInvariant()}.module.bicep");
            File.WriteAllText(path, _templateString);
            return path;
        }

        var embedded = Path.Combine(folder, _templateResourceName.ToLowerInvariant());
        using var source = GetType().Assembly.GetManifestResourceStream(_templateResourceName)
            ?? throw new DistributedApplicationException($"There is no embedded template '{_templateResourceName}'.");
        using var copy = File.Create(embedded);
        source.CopyTo(copy);
        return embedded;
    }

    /// <summary>Parameters that the deployment tool fills in if they are empty.</summary>
    public static class KnownParameters
    {
        public static readonly string PrincipalId = "principalId";
        public static readonly string PrincipalName = "principalName";
        public static readonly string PrincipalType = "principalType";
        public static readonly string UserPrincipalId = "userPrincipalId";
        public static readonly string Location = "location";
    }
}
