using Aspire.Hosting;

namespace Chat.DevHost.Tests.Publishing;

public sealed class KafkaExampleTests
{
    [ExampleFact]
    public async Task The_whole_manifest_is_the_same_to_the_letter()
    {
        var builder = Sample.Publishing("KafkaBasic");
        var kafka = builder.AddKafka("kafka");
        builder.AddProject<Producer>("producer").WithReference(kafka).WithArgs(kafka.Resource.Name);
        builder.AddProject<Consumer>("consumer").WithReference(kafka).WithArgs(kafka.Resource.Name);
        builder.AddKafka("kafka2");

        Assert.Equal(Examples.Text("kafka"), (await PublishedManifest.OfAsync(builder)).Text);
    }
}
