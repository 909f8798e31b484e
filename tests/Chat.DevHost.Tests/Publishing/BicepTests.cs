using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;

namespace Chat.DevHost.Tests.Publishing;

public sealed class BicepTests
{
    private readonly IDistributedApplicationBuilder _builder = Sample.Publishing();

    [Fact]
    public async Task Every_kind_of_value_is_a_parameter()
    {
        var secret = _builder.AddParameter("secret", secret: true);
        var redis = _builder.AddRedis("redis");
        var other = _builder.AddBicepTemplate("other", "other.bicep");
        _builder.AddBicepTemplate("all", "all.bicep")
            .WithParameter("filled")
            .WithParameter("text", "a 'text'")
            .WithParameter("list", ["one", "two"])
            .WithParameter("json", JsonNode.Parse("""{"a":1}""")!)
            .WithParameter("later", () => "now")
            .WithParameter("builder", secret)
            .WithParameter("parameter", redis.Resource.PasswordParameter)
            .WithParameter("connection", redis)
            .WithParameter("output", other.GetOutput("name"))
            .WithParameter("expression", ReferenceExpression.Create($"https://{other.GetOutput("host")}/"))
            .WithParameter("endpoint", redis.GetEndpoint("tcp"));

        var manifest = await PublishedManifest.OfAsync(_builder);

        Assert.Equal(
            """{"filled":"","text":"a \u0027text\u0027","list":["one","two"],"json":{"a":1},"later":"now","builder":"{secret.value}","""
            + "\"parameter\":\"{redis-password.value}\",\"connection\":\"{redis.connectionString}\",\"output\":\"{other.outputs.name}\","
            + "\"expression\":\"https://{other.outputs.host}/\",\"endpoint\":\"{redis.bindings.tcp.url}\"}",
            manifest.Node("all")["params"]!.ToJsonString());
        Assert.Contains("redis-password", manifest.Names);
    }

    [Theory]
    [InlineData("with-dash")]
    [InlineData("1st")]
    [InlineData("")]
    public void What_is_no_name_in_Bicep_is_refused(string name)
    {
        var template = _builder.AddBicepTemplate("template", "template.bicep");
        Assert.Throws<ArgumentException>(() => template.WithParameter(name));
        Assert.Throws<ArgumentException>(() => template.GetOutput(name));
    }

    [Fact]
    public async Task A_template_without_a_file_becomes_one_beside_the_manifest()
    {
        var folder = Directory.CreateTempSubdirectory("chat-bicep-").FullName;
        try
        {
            _builder.AddBicepTemplateString("Small", "output name string = 'x'");
            await using var app = _builder.Build();
            using var stream = new MemoryStream();
            await app.WriteManifestAsync(stream, Path.Combine(folder, "manifest.json"));
            Assert.Equal("small.module.bicep", (string?)JsonNode.Parse(stream.ToArray())!["resources"]!["Small"]!["path"]);
            Assert.Equal("output name string = 'x'", await File.ReadAllTextAsync(Path.Combine(folder, "small.module.bicep")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_resource_is_deployed_in_one_way_only()
    {
        _builder.AddProject<Producer>("producer")
            .WithAnnotation(new DeploymentTargetAnnotation(new AzureBicepResource("one", "one.bicep")))
            .WithAnnotation(new DeploymentTargetAnnotation(new AzureBicepResource("two", "two.bicep")));
        await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedManifest.OfAsync(_builder));
    }
}
