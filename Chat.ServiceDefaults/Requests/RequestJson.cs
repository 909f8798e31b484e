using System.Text.Json.Serialization;
using Chat.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.ServiceDefaults.Requests;

public static class RequestJson
{
    /// <summary>Answers by <see cref="ChatJson"/>.</summary>
    public static void AddRequestJson(this WebApplicationBuilder builder) => builder.Services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.TypeInfoResolverChain.Insert(0, ChatJson.Default);
        json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
    });
}
